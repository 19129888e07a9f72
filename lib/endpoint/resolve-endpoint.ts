import { ConfigurationError } from '../errors.ts';
import { partitionOf } from './partitions.ts';

/** What an endpoint is made from. */
export interface EndpointOptions {
  /** An AWS region, e.g. `eu-west-1`; needed unless `endpointUrl` is given. */
  readonly region?: string | undefined;
  /** A custom endpoint, which replaces the regional one: an http(s) URL without user info, query and fragment. */
  readonly endpointUrl?: string | undefined;
  /** Use the FIPS 140 endpoint; `false` by default, impossible with `endpointUrl`. */
  readonly useFipsEndpoint?: boolean | undefined;
  /** Use the endpoint that answers on IPv4 and IPv6; `false` by default, impossible with `endpointUrl`. */
  readonly useDualstackEndpoint?: boolean | undefined;
}

/** A region without the marks of its legacy FIPS forms (`fips-us-east-1`, `us-east-1-fips`). */
export function withoutFips(region: string): string {
  return region.replace(/^fips-|-fips$/g, '');
}

/**
 * The URL of the service, by AWS's endpoint rules for `cognito-idp`. A regional URL has no trailing slash; a custom
 * endpoint's path is kept.
 *
 * @throws {@link ConfigurationError} `ERR_CONFIGURATION_REGION` when there is neither region nor endpoint, or the
 * region is not one valid host label; `ERR_CONFIGURATION_ENDPOINT` when the endpoint is not usable, or is combined
 * with FIPS or dual-stack.
 * @example
 * resolveEndpoint({ region: 'eu-west-1' }); // 'https://cognito-idp.eu-west-1.amazonaws.com'
 */
export function resolveEndpoint(options: EndpointOptions): string {
  const { endpointUrl, region: given, useFipsEndpoint, useDualstackEndpoint } = Object(options) as EndpointOptions;
  if (endpointUrl) {
    try {
      // URL parsers drop or rewrite what is not allowed here, and the request would go where nobody reads it to go.
      const isAllowed =
        /^https?:\/\/(?!\/|[^/]*@)[^\s\\?#]+$/i.test(endpointUrl) && !useFipsEndpoint && !useDualstackEndpoint;
      const { origin, pathname } = new URL(isAllowed ? endpointUrl : '');
      return origin + pathname.replace(/^\/$/, '');
    } catch {
      // Without the URL: it may have been given with credentials in it.
      throw new ConfigurationError(
        'ENDPOINT',
        'endpointUrl must be http(s) without user info, query, fragment, FIPS, dual-stack',
      );
    }
  }
  const region = typeof given === 'string' ? withoutFips(given) : '';
  const isFips = useFipsEndpoint || region !== given;
  // A region such as `x.example.com/` would steer the request to another host (GHSA-6475-r3vj-m8vf).
  if (!/^(?!-|.*-$)[a-z\d-]{1,63}$/i.test(region)) {
    throw new ConfigurationError('REGION', 'region is missing, or no host label');
  }
  const [dnsSuffix = 'amazonaws.com', dualStackDnsSuffix = isFips && 'api.aws'] = partitionOf(region);
  const isPlain = !useDualstackEndpoint || /^us-(ea|we)st-[12]$/.test(region);
  return `https://cognito-idp${isFips ? '-fips' : ''}.${region}.${(!isPlain && dualStackDnsSuffix) || dnsSuffix}`;
}
