import { ConfigurationError } from '../errors/errors.ts';
import { checked, type Rule, type StructureRule } from '../schema/check.ts';
import { text } from '../schema/generated/rules.ts';

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

// The partitions of AWS's endpoint rules (partitions.json) but for `aws`, to which every other region belongs: their
// domains, what their regions begin with, and their pseudo-region.
const partitions = [
  ['c2s.ic.gov', 'api.aws.ic.gov', 'us-iso-', 'aws-iso-global'],
  ['sc2s.sgov.gov', 'api.aws.scloud', 'us-isob-', 'aws-iso-b-global'],
  ['amazonaws.com', 'api.aws', 'us-gov-', 'aws-us-gov-global'],
  ['cloud.adc-e.uk', 'api.cloud-aws.adc-e.uk', 'eu-isoe-', 'aws-iso-e-global'],
  ['amazonaws.com.cn', 'api.amazonwebservices.com.cn', 'cn-', 'aws-cn-global'],
  ['csp.hci.ic.gov', 'api.aws.hci.ic.gov', 'us-isof-', 'aws-iso-f-global'],
  ['amazonaws.eu', 'api.amazonwebservices.eu', 'eusc-de-'],
];

/** What `resolveEndpoint` returns for options that are of the right types. */
export const endpointOf = ({
  endpointUrl,
  userPoolId = '',
  region: given = userPoolId.split('_')[0] as string,
  useFipsEndpoint,
  useDualstackEndpoint,
}: EndpointOptions): string => {
  // The legacy forms of FIPS: `fips-us-east-1`, `us-east-1-fips`.
  const region = given.replace(/^fips-|-fips$/g, '');
  if (
    (region || !endpointUrl) &&
    // A region such as `x.example.com/` would steer the request to another host (GHSA-6475-r3vj-m8vf).
    (!/^\b[a-z\d-]{1,63}\b$/i.test(region) || userPoolId.split(region + '_')[0])
  ) {
    throw new ConfigurationError('configuration_region', 'No valid region or userPoolId');
  }
  if (endpointUrl) {
    try {
      // URL parsers drop or rewrite what is not allowed here, and the request would go where nobody reads it to go.
      new URL(
        (useFipsEndpoint ||
          useDualstackEndpoint ||
          /^https?:\/\/(?!\/|[^/]*@)[^\s\\?#]+$/i.exec(endpointUrl)?.[0]) as string,
      );
      return endpointUrl;
    } catch {
      // Without the URL: it may have been given with credentials in it.
      throw new ConfigurationError(
        'configuration_endpoint',
        'No valid endpointUrl, or with useFipsEndpoint, useDualstackEndpoint',
      );
    }
  }
  const isFips = useFipsEndpoint || region !== given;
  const [dnsSuffix = 'amazonaws.com', dualStackDnsSuffix = isFips && 'api.aws'] =
    partitions.find((names) => names.includes(region.replace(/-\w+-\d+$/, '-'))) ?? [];
  const isDualstack = useDualstackEndpoint && !/^us-(ea|we)st-[12]$/.test(region);
  return `https://cognito-idp${isFips ? '-fips' : ''}.${region}.${(isDualstack && dualStackDnsSuffix) || dnsSuffix}`;
};

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
  return endpointOf({ ...checked(endpointOptions, options) });
}

const boolean: Rule = true;
const endpointOptions: StructureRule = {
  region: text,
  userPoolId: text,
  endpointUrl: text,
  useFipsEndpoint: boolean,
  useDualstackEndpoint: boolean,
};
