// The partitions of AWS's endpoint rules (partitions.json) but for `aws`: prefix of their regions, pseudo-region, domains.
const rows = [
  ['cn', 'aws-cn-global', 'amazonaws.com.cn', 'api.amazonwebservices.com.cn'],
  ['eusc-de', '', 'amazonaws.eu', 'api.amazonwebservices.eu'],
  ['us-iso', 'aws-iso-global', 'c2s.ic.gov', 'api.aws.ic.gov'],
  ['us-isob', 'aws-iso-b-global', 'sc2s.sgov.gov', 'api.aws.scloud'],
  ['eu-isoe', 'aws-iso-e-global', 'cloud.adc-e.uk', 'api.cloud-aws.adc-e.uk'],
  ['us-isof', 'aws-iso-f-global', 'csp.hci.ic.gov', 'api.aws.hci.ic.gov'],
  ['us-gov', 'aws-us-gov-global', 'amazonaws.com', 'api.aws'],
] as const;

/** The domains of the partition that a region belongs to; nothing for `aws`, to which every other region belongs. */
export function partitionOf(region: string): [dnsSuffix?: string, dualStackDnsSuffix?: string] {
  const [, , ...domains] =
    rows.find(([prefix, pseudoRegion]) => RegExp(`^(${prefix}-\\w+-\\d+|${pseudoRegion})$`).test(region)) ?? [];
  return domains;
}
