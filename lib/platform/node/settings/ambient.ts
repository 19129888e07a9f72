// The ambient configuration: what environment, shared files and instance metadata say where the caller says nothing.

import { ConfigurationError } from '../../../errors/errors.ts';
import { throwIfAborted } from '../../../util/abort.ts';
import { metadataUrl } from './instance-metadata.ts';
import { expandHome, loadProfile, loadProfileAt, type Profile, type ProfileSources } from './profile.ts';
import {
  APP_ID,
  BOOLEAN,
  COUNT,
  ENDPOINT_URL,
  findVariable,
  type Kind,
  PROXY_URL,
  REGION,
  readSetting,
  type Setting,
  TEXT,
} from './setting.ts';

export type { Setting } from './setting.ts';

/** Where ambient settings come from: everything that touches the machine. */
export interface AmbientSources extends ProfileSources {
  /** Asks EC2's instance metadata service at a URL; nothing where it has no region. Never rejects. */
  readonly fetchRegion: (serviceUrl: string, signal?: AbortSignal) => Promise<string | undefined>;
}

/** Where the cmdlet looks for a region before the environment. */
export interface RegionSources {
  /** The one ini file to read the default profile's region from. */
  readonly profileLocation?: string | null | undefined;
  /** `ClientConfig.region`: it comes after `profileLocation`. */
  readonly clientConfigRegion?: string | null | undefined;
}

/** What the caller has decided, and is not looked for. A text that is empty, `undefined` and `null` decide nothing. */
export interface ExplicitSettings extends RegionSources {
  /** The region that was given, or the user pool's. With it, `profileLocation` is not looked at. */
  readonly region?: string | null | undefined;
  /** The profile of the shared files to read, in place of the one that `AWS_PROFILE` names. */
  readonly profile?: string | null | undefined;
  readonly endpointUrl?: string | null | undefined;
  readonly useFipsEndpoint?: boolean | null | undefined;
  readonly useDualstackEndpoint?: boolean | null | undefined;
  readonly maxAttempts?: number | null | undefined;
  readonly caBundle?: string | null | undefined;
  readonly appId?: string | null | undefined;
  readonly proxyUrl?: string | null | undefined;
  readonly noProxy?: string | null | undefined;
  /** A transport of the caller's own, which takes no `caBundle`: none is looked for. */
  readonly transport?: unknown;
}

/** What was found for the settings that the caller left open, each with its source. */
export interface AmbientConfig {
  /** Looked for only where there is no endpoint URL. */
  readonly region?: Setting<string> | undefined;
  readonly endpointUrl?: Setting<string> | undefined;
  readonly useFipsEndpoint?: Setting<boolean> | undefined;
  readonly useDualstackEndpoint?: Setting<boolean> | undefined;
  readonly maxAttempts?: Setting<number> | undefined;
  /** A PEM file's path, which has not been read. */
  readonly caBundle?: Setting<string> | undefined;
  readonly appId?: Setting<string> | undefined;
  /** May hold a password: show its source, never its value. */
  readonly proxyUrl?: Setting<string> | undefined;
  /** Looked for only where there is a proxy. */
  readonly noProxy?: Setting<string> | undefined;
  /** Where a region was looked for, in order, up to where it was found; empty when none was needed. */
  readonly lookedIn: readonly string[];
}

interface Search {
  readonly explicit: ExplicitSettings;
  readonly sources: AmbientSources;
  /** The profile, read when it is first asked for. */
  readonly profile: () => Promise<Profile>;
  readonly signal: AbortSignal | undefined;
}

const SERVICE = 'cognito_identity_provider';
const METADATA = 'EC2 instance metadata';

/** A setting that both the environment and a profile may hold. */
async function find<Value>(
  { explicit, sources, profile }: Search,
  option: keyof ExplicitSettings,
  kind: Kind<Value>,
  variable: string,
  key: string,
): Promise<Setting<Value> | undefined> {
  if ((explicit[option] ?? '') !== '') return undefined;
  return readSetting(kind, findVariable(sources.env, variable) ?? (await profile()).find(key));
}

async function findEndpointUrl(search: Search): Promise<Setting<string> | undefined> {
  const { explicit, sources, profile } = search;
  if (explicit.endpointUrl) return undefined;
  const isIgnored = await find(
    search,
    'endpointUrl',
    BOOLEAN,
    'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
    'ignore_configured_endpoint_urls',
  );
  if (isIgnored?.value) return undefined;
  const variable = findVariable(sources.env, `AWS_ENDPOINT_URL_${SERVICE.toUpperCase()}`, 'AWS_ENDPOINT_URL');
  if (variable) return readSetting(ENDPOINT_URL, variable);
  const { find: findProperty, findForService } = await profile();
  return readSetting(ENDPOINT_URL, findForService(SERVICE, 'endpoint_url') ?? findProperty('endpoint_url'));
}

async function findCaBundle(search: Search): Promise<Setting<string> | undefined> {
  if (search.explicit.transport) return undefined;
  const found = await find(search, 'caBundle', TEXT, 'AWS_CA_BUNDLE', 'ca_bundle');
  return found && { ...found, value: expandHome(found.value, search.sources) };
}

async function askInstance({
  sources,
  signal,
}: Search): Promise<[place: string, region?: Setting<string> | undefined]> {
  const url = metadataUrl(sources.env);
  if (!url) return [`${METADATA} (turned off by AWS_EC2_METADATA_DISABLED)`];
  const value = await sources.fetchRegion(url, signal);
  throwIfAborted(signal);
  return [`${METADATA} at ${url}`, value ? { value, source: METADATA } : undefined];
}

/** The region, from the first place that has one; each place that is visited is noted. */
async function findRegion(search: Search, lookedIn: string[]): Promise<Setting<string> | undefined> {
  const { explicit, sources } = search;
  if (explicit.profileLocation) {
    const { places, find } = await loadProfileAt(explicit.profileLocation, sources);
    lookedIn.push(...places);
    const region = readSetting(REGION, find('region'));
    if (region) return region;
  }
  if (explicit.clientConfigRegion) return { value: explicit.clientConfigRegion, source: 'ClientConfig.region' };
  for (const name of ['AWS_REGION', 'AWS_DEFAULT_REGION']) {
    lookedIn.push(name);
    const region = readSetting(REGION, findVariable(sources.env, name));
    if (region) return region;
  }
  const profile = await search.profile();
  lookedIn.push(...profile.places);
  const region = readSetting(REGION, profile.find('region'));
  if (region) return region;
  const [place, instanceRegion] = await askInstance(search);
  lookedIn.push(place);
  return instanceRegion;
}

/** A proxy is chosen by the scheme of the endpoint, as curl, Python and the AWS CLI do. */
function findProxy({ explicit, sources: { env } }: Search, endpointUrl: string): AmbientConfig {
  const scheme = /^http:/i.test(endpointUrl) ? 'http' : 'https';
  const variable = findVariable(env, `${scheme}_proxy`, `${scheme.toUpperCase()}_PROXY`);
  const proxyUrl = explicit.proxyUrl ? undefined : readSetting(PROXY_URL, variable);
  if (explicit.noProxy || !(explicit.proxyUrl || proxyUrl)) return { proxyUrl, lookedIn: [] };
  return { proxyUrl, noProxy: readSetting(TEXT, findVariable(env, 'no_proxy', 'NO_PROXY')), lookedIn: [] };
}

/**
 * Resolves what the explicit configuration leaves open. Reads no file before a setting is open that it may hold, none
 * twice, and asks instance metadata only where there is neither region nor endpoint.
 *
 * @throws {@link ConfigurationError} `ERR_CONFIGURATION_REGION` when a region is needed and nowhere found, or is none;
 * `ERR_CONFIGURATION_ENDPOINT` or `ERR_CONFIGURATION_OPTION` when a variable or a profile's property is not what it must
 * be; `ERR_CONFIGURATION_PROFILE` when a file cannot be used, or a profile that was named does not exist.
 * The signal's own reason, when it aborts.
 */
export async function resolveAmbient(
  explicit: ExplicitSettings,
  sources: AmbientSources,
  signal?: AbortSignal,
): Promise<AmbientConfig> {
  let loaded: Promise<Profile> | undefined;
  const profile = (): Promise<Profile> => {
    loaded ??= loadProfile(sources, explicit.profile);
    return loaded;
  };
  const search: Search = { explicit, sources, profile, signal };
  const lookedIn: string[] = [];

  const endpointUrl = await findEndpointUrl(search);
  const needsRegion = !explicit.region && !explicit.endpointUrl && !endpointUrl;
  const region = needsRegion ? await findRegion(search, lookedIn) : undefined;
  if (needsRegion && !region) {
    throw new ConfigurationError(`No region was given, and none found; looked in ${lookedIn.join(', ')}`, {
      code: 'ERR_CONFIGURATION_REGION',
    });
  }
  return {
    ...findProxy(search, explicit.endpointUrl || endpointUrl?.value || ''),
    region,
    endpointUrl,
    useFipsEndpoint: await find(search, 'useFipsEndpoint', BOOLEAN, 'AWS_USE_FIPS_ENDPOINT', 'use_fips_endpoint'),
    useDualstackEndpoint: await find(
      search,
      'useDualstackEndpoint',
      BOOLEAN,
      'AWS_USE_DUALSTACK_ENDPOINT',
      'use_dualstack_endpoint',
    ),
    maxAttempts: await find(search, 'maxAttempts', COUNT, 'AWS_MAX_ATTEMPTS', 'max_attempts'),
    caBundle: await findCaBundle(search),
    appId: await find(search, 'appId', APP_ID, 'AWS_SDK_UA_APP_ID', 'sdk_ua_app_id'),
    lookedIn,
  };
}
