// The URL of the service, by AWS's endpoint rules for `cognito-idp`.
import type { ConfigurationErrorCode } from '../errors/codes.ts';
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

function refuse(code: ConfigurationErrorCode, message: string): never {
  throw new ConfigurationError(message, { code });
}

const refuseRegion = (message: string): never => refuse('ERR_CONFIGURATION_REGION', message);
const refuseEndpoint = (problem: string): never => refuse('ERR_CONFIGURATION_ENDPOINT', `endpointUrl ${problem}`);

/** What a custom endpoint must not look like; `problem` goes on after its name. */
const URL_PROBLEMS: readonly { readonly match: RegExp; readonly problem: string }[] = [
  { match: /^(?!https?:\/\/[^/])/i, problem: 'must begin with http:// or https:// and a host' },
  { match: /[\s\\]/, problem: 'must not contain white space or backslashes' },
  { match: /^[^/]+\/\/[^/]*@/, problem: 'must not contain user info; remove what stands before the @' },
  { match: /[?#]/, problem: 'must not contain a query or a fragment; remove what follows the ? or #' },
];

/** @throws {@link ConfigurationError} without the URL, which may have been given with credentials in it. */
function checkEndpointUrl(url: string): void {
  for (const { match, problem } of URL_PROBLEMS) if (match.test(url)) refuseEndpoint(problem);
  let host = '';
  try {
    host = new URL(url).hostname;
  } catch {
    refuseEndpoint('must be a valid URL');
  }
  const written = /^[^/]+\/\/(\[[^\]]*\]|[^/:]*)/.exec(url)?.[1];
  // The request would go to a host that nobody reads in the setting.
  if (written?.toLowerCase() !== host) refuseEndpoint(`has a host that URL parsers read as ${host}; write it so`);
}

// One host label: a region such as `x.example.com/` would steer the request to another host (GHSA-6475-r3vj-m8vf).
const REGION_PREFIX = /^(?!-)([a-z\d-]{1,63})(?<!-)_/i;

function checkRegion(region: string, userPoolId: string | undefined): void {
  // The ID of a replicated pool keeps the prefix of its primary region, to which resets go.
  const primary = REGION_PREFIX.exec(userPoolId ?? '')?.[1];
  if (userPoolId && !primary) refuseRegion('userPoolId must look like eu-west-1_abc: a region, _ and an ID');
  if (!region) refuseRegion('Missing region: give region, userPoolId or endpointUrl');
  if (REGION_PREFIX.exec(`${region}_`)?.[1] !== region) {
    refuseRegion('region must name a region such as eu-west-1: only letters, digits and hyphens, at most 63');
  }
  if (primary && primary !== region) {
    refuseRegion(`region ${region} differs from the primary region of userPoolId (${primary}); remove one of the two`);
  }
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
    const excluded = useFipsEndpoint ? 'useFipsEndpoint' : useDualstackEndpoint && 'useDualstackEndpoint';
    if (excluded) refuseEndpoint(`excludes ${excluded}; remove one of the two`);
    checkEndpointUrl(endpointUrl);
    return endpointUrl;
  }
  const partition = partitionOf(region);
  const isFips = useFipsEndpoint === true || region !== given;
  const isDualstack = useDualstackEndpoint && hasDualstackName(region, partition, isFips);
  return `https://cognito-idp${isFips ? '-fips' : ''}.${region}.${isDualstack ? partition.dualstackDomain : partition.domain}`;
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
