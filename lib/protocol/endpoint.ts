// The URL of the service, by AWS's endpoint rules for `cognito-idp`.
import { ConfigurationError } from '../errors/errors.ts';
import { BOOLEAN, checkedOptions, TEXT } from '../schema/options.ts';
import type { ObjectSchema } from '../schema/schema.ts';
import { commercial, type Partition, partitionOf } from './partitions.ts';

/** What an endpoint is made from. */
export interface EndpointOptions {
  /** An AWS region, e.g. `eu-west-1`; needed unless `endpointUrl` or `userPoolId` is given. */
  readonly region?: string | undefined;
  /** The user pool, of which only the region before the `_` is used. A `region` that contradicts it is an error. */
  readonly userPoolId?: string | undefined;
  /** A custom endpoint, which replaces the regional one: an http(s) URL without user info, query and fragment. */
  readonly endpointUrl?: string | undefined;
  /** Use the FIPS 140 endpoint; `false` by default, impossible with `endpointUrl`. */
  readonly useFipsEndpoint?: boolean | undefined;
  /** Use the endpoint that answers on IPv4 and IPv6; `false` by default, impossible with `endpointUrl`. */
  readonly useDualstackEndpoint?: boolean | undefined;
}

const ENDPOINT = 'ERR_CONFIGURATION_ENDPOINT';
const REGION = 'ERR_CONFIGURATION_REGION';

/** The host as URL parsers read it; nothing where a text is no URL. */
function parsedHost(url: string): string | undefined {
  try {
    return new URL(url).hostname;
  } catch {
    return undefined;
  }
}

/** @throws {@link ConfigurationError} without the URL, which may have been given with credentials in it. */
function checkEndpointUrl(url: string): void {
  const refuse = (problem: string): never => {
    throw new ConfigurationError(`endpointUrl ${problem}`, { code: ENDPOINT });
  };
  if (!/^https?:\/\/[^/]/i.test(url)) refuse('must begin with http:// or https:// and a host');
  if (/[\s\\]/.test(url)) refuse('must not contain white space or backslashes');
  if (/^[^/]+\/\/[^/]*@/.test(url)) refuse('must not contain user info; remove what stands before the @');
  if (/[?#]/.test(url)) refuse('must not contain a query or a fragment; remove what follows the ? or #');
  const host = /^[^/]+\/\/(\[[^\]]*\]|[^/:]*)/.exec(url)?.[1]?.toLowerCase();
  const parsed = parsedHost(url);
  if (parsed === undefined) refuse('must be a valid URL');
  // The request would go to a host that nobody reads in the setting.
  if (parsed !== host) refuse(`has a host that URL parsers read as ${parsed}; write it so`);
}

function checkRegion(region: string, userPoolId: string | undefined): void {
  if (!region && userPoolId) throw otherRegion(region, userPoolId);
  if (!region) throw new ConfigurationError('Missing region: give region, userPoolId or endpointUrl', { code: REGION });
  // A region such as `x.example.com/` would steer the request to another host (GHSA-6475-r3vj-m8vf).
  if (!/^\b[a-z\d-]{1,63}\b$/i.test(region)) {
    const name = userPoolId?.startsWith(`${region}_`) ? 'userPoolId' : 'region';
    throw new ConfigurationError(
      `${name} must name a region such as eu-west-1: only letters, digits and hyphens, at most 63`,
      { code: REGION },
    );
  }
  if (userPoolId && !userPoolId.startsWith(`${region}_`)) throw otherRegion(region, userPoolId);
}

function otherRegion(region: string, userPoolId: string): ConfigurationError {
  const [, primary] = /^([a-z\d-]{1,63})_/i.exec(userPoolId) ?? [];
  const message = primary
    ? // The ID of a replicated pool keeps the prefix of its primary region, to which resets go.
      `region ${region} differs from the primary region of userPoolId (${primary}); remove one of the two`
    : 'userPoolId must look like eu-west-1_abc: a region, _ and an ID';
  return new ConfigurationError(message, { code: REGION });
}

// In the commercial partition, the rules of this service have a dual-stack name only for FIPS outside of these regions.
function hasDualstackName(region: string, partition: Partition, isFips: boolean): boolean {
  if (/^us-(east|west)-[12]$/.test(region)) return false;
  return isFips || partition !== commercial;
}

/** What `resolveEndpoint` returns for options that are of the right types. */
export function endpointOf(options: EndpointOptions): string {
  const { endpointUrl, userPoolId, useFipsEndpoint, useDualstackEndpoint } = options;
  const given = options.region || userPoolId?.split('_')[0] || '';
  // The legacy forms of FIPS: `fips-us-east-1`, `us-east-1-fips`.
  const region = given.replace(/^fips-|-fips$/g, '');
  if (region || !endpointUrl) checkRegion(region, userPoolId);
  if (endpointUrl) {
    for (const [name, isUsed] of Object.entries({ useFipsEndpoint, useDualstackEndpoint })) {
      if (isUsed)
        throw new ConfigurationError(`endpointUrl excludes ${name}; remove one of the two`, { code: ENDPOINT });
    }
    checkEndpointUrl(endpointUrl);
    return endpointUrl;
  }
  const partition = partitionOf(region);
  const isFips = useFipsEndpoint === true || region !== given;
  const isDualstack = useDualstackEndpoint && hasDualstackName(region, partition, isFips);
  const service = isFips ? 'cognito-idp-fips' : 'cognito-idp';
  return `https://${service}.${region}.${isDualstack ? partition.dualStackDnsSuffix : partition.dnsSuffix}`;
}

/**
 * The URL of the service, by AWS's endpoint rules for `cognito-idp`. A regional URL has no trailing slash; a custom
 * endpoint is as it was given.
 *
 * @throws {@link ConfigurationError} `ERR_CONFIGURATION_OPTION` for an option of the wrong type; `ERR_CONFIGURATION_REGION`
 * when there is neither region nor endpoint, the region is not one valid host label, or it is not that of the user pool;
 * `ERR_CONFIGURATION_ENDPOINT` when the endpoint is not usable, or is combined with FIPS or dual-stack.
 * @example
 * resolveEndpoint({ region: 'eu-west-1' }); // 'https://cognito-idp.eu-west-1.amazonaws.com'
 */
export function resolveEndpoint(options: EndpointOptions): string {
  return endpointOf(checkedOptions(endpointOptions, options));
}

const endpointOptions: ObjectSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    region: TEXT,
    userPoolId: TEXT,
    endpointUrl: TEXT,
    useFipsEndpoint: BOOLEAN,
    useDualstackEndpoint: BOOLEAN,
  },
};
