// The partitions of AWS's endpoint rules (partitions.json) but for `aws`: the prefix of their regions, the middle of their
// pseudo-region (a slash where there is none, as no region holds one), and their domains.
const rows = [
  ['cn', 'cn', 'amazonaws.com.cn', 'api.amazonwebservices.com.cn'],
  ['eusc-de', '/', 'amazonaws.eu', 'api.amazonwebservices.eu'],
  ['us-iso', 'iso', 'c2s.ic.gov', 'api.aws.ic.gov'],
  ['us-isob', 'iso-b', 'sc2s.sgov.gov', 'api.aws.scloud'],
  ['eu-isoe', 'iso-e', 'cloud.adc-e.uk', 'api.cloud-aws.adc-e.uk'],
  ['us-isof', 'iso-f', 'csp.hci.ic.gov', 'api.aws.hci.ic.gov'],
  ['us-gov', 'us-gov', 'amazonaws.com', 'api.aws'],
] as const;

/** The domains of the partition that a region belongs to; nothing for `aws`, to which every other region belongs. */
export function partitionOf(region: string): [dnsSuffix?: string, dualStackDnsSuffix?: string] {
  const [, , ...domains] =
    rows.find(([prefix, pseudo]) => RegExp(`^(${prefix}-\\w+-\\d+|aws-${pseudo}-global)$`).test(region)) ?? [];
  return domains;
}
