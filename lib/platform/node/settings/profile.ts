// The profile in use, out of the two shared files; and the one that a ProfileLocation holds.
import { join } from 'node:path';
import { ConfigurationError } from '../../../errors/errors.ts';
import {
  DEFAULT_PROFILE,
  type FileLocation,
  type Properties,
  profilesOf,
  type ReadFile,
  readIniFile,
  servicesOf,
} from './profile-file.ts';
import { type Environment, type Found, findVariable } from './setting.ts';

/** What profiles are read from. */
export interface ProfileSources {
  readonly env: Environment;
  /** The home directory as the operating system knows it; may throw. Asked only when the environment names none. */
  readonly homeDirectory: () => string;
  readonly readFile: ReadFile;
}

/** A profile, of which one property at a time is asked for. */
export interface Profile {
  /** Where it was looked for: the profile in each of its files, those that do not exist included. */
  readonly places: readonly string[];
  /** A property that is not empty. */
  readonly find: (key: string) => Found | undefined;
  /**
   * A property of a service, in the section that the profile's `services` names.
   *
   * @throws {@link ConfigurationError} `ERR_CONFIGURATION_PROFILE` when there is no such section.
   */
  readonly findForService: (service: string, key: string) => Found | undefined;
}

/** A profile as one file has it. */
interface Part {
  readonly name: string;
  readonly path: string;
  /** Whether the file exists. */
  readonly isThere: boolean;
  readonly properties: Properties | undefined;
  readonly services: ReadonlyMap<string, Properties>;
}

const LEGACY_DEFAULT_PROFILE = 'AWS PS Default';

function homeOf({ env, homeDirectory }: ProfileSources): string | undefined {
  const { HOMEDRIVE = '', HOMEPATH } = env;
  const home = env.HOME || env.USERPROFILE || (HOMEPATH && HOMEDRIVE + HOMEPATH);
  if (home) return home;
  try {
    return homeDirectory() || undefined;
  } catch {
    // A user that the operating system does not know, as in a container, has no files.
    return undefined;
  }
}

/** A path whose `~/` nobody has replaced: the shell does it for its own words only. */
export function expandHome(path: string, sources: ProfileSources): string {
  return path.startsWith('~/') ? join(homeOf(sources) ?? '~', path.slice(2)) : path;
}

function locate(sources: ProfileSources, variable: string, name: string): FileLocation | undefined {
  const named = findVariable(sources.env, variable)?.value;
  if (named) return { path: expandHome(named, sources), isNamed: true, mustExist: false };
  const home = homeOf(sources);
  return home === undefined ? undefined : { path: join(home, '.aws', name), isNamed: false };
}

function describe({ name, path, isThere, properties }: Part): string {
  const lack = isThere ? ' (no such profile)' : ' (no such file)';
  return `profile "${name}" in ${path}${properties ? '' : lack}`;
}

function findIn(parts: readonly Part[], key: string): Found | undefined {
  for (const part of parts) {
    const value = part.properties?.get(key)?.value;
    if (value) return { value, source: describe(part), label: `${key} of ${describe(part)}` };
  }
  return undefined;
}

function findService(parts: readonly Part[], service: string, key: string): Found | undefined {
  const section = findIn(parts, 'services');
  if (!section) return undefined;
  for (const { path, services } of parts) {
    const properties = services.get(section.value);
    if (!properties) continue;
    const value = properties.get(service)?.nested.get(key);
    const source = `services section "${section.value}" in ${path}`;
    return value ? { value, source, label: `${key} of ${service} in the ${source}` } : undefined;
  }
  throw new ConfigurationError(`${section.label} names a section that the config file does not have`, {
    code: 'ERR_CONFIGURATION_PROFILE',
  });
}

/**
 * Reads the profile that the environment names, or `default`. Of a property in both files the credentials file's counts.
 *
 * @throws {@link ConfigurationError} `ERR_CONFIGURATION_PROFILE` when a file cannot be used, or the environment names a
 * profile that does not exist.
 */
export async function loadProfile(sources: ProfileSources): Promise<Profile> {
  const named = findVariable(sources.env, 'AWS_PROFILE', 'AWS_DEFAULT_PROFILE');
  const name = named?.value ?? DEFAULT_PROFILE;
  const load = async (variable: string, grammar: 'config' | 'credentials'): Promise<Part[]> => {
    const location = locate(sources, variable, grammar);
    if (!location) return [];
    const file = await readIniFile(location, sources.readFile);
    const services = file && grammar === 'config' ? servicesOf(file) : new Map<string, Properties>();
    const properties = file && profilesOf(file, grammar).get(name);
    return [{ name, path: location.path, isThere: Boolean(file), properties, services }];
  };
  const parts = [
    ...(await load('AWS_SHARED_CREDENTIALS_FILE', 'credentials')),
    ...(await load('AWS_CONFIG_FILE', 'config')),
  ];
  const places = parts.length ? parts.map(describe) : ['the shared files (no home directory)'];
  if (named && !parts.some(({ properties }) => properties)) {
    const message = `${named.source} names a profile that does not exist; looked for ${places.join(' and ')}`;
    throw new ConfigurationError(message, { code: 'ERR_CONFIGURATION_PROFILE' });
  }
  return {
    places,
    find: (key) => findIn(parts, key),
    findForService: (service, key) => findService(parts, service, key),
  };
}

/**
 * Reads the default profile of one file, whose headings may be those of either shared file. What it does not say, the
 * profile of that name which old PowerShell tools wrote may.
 *
 * @throws {@link ConfigurationError} `ERR_CONFIGURATION_PROFILE` when the file cannot be used.
 */
export async function loadProfileAt(profileLocation: string, sources: ProfileSources): Promise<Profile> {
  const path = expandHome(profileLocation, sources);
  const file = await readIniFile({ path, isNamed: true }, sources.readFile);
  const profiles = file && profilesOf(file, 'either');
  const parts = [DEFAULT_PROFILE, LEGACY_DEFAULT_PROFILE].map(
    (name): Part => ({ name, path, isThere: true, properties: profiles?.get(name), services: new Map() }),
  );
  return {
    places: parts.slice(0, 1).map(describe),
    find: (key) => findIn(parts, key),
    findForService: () => undefined,
  };
}
