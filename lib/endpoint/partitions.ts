// The partitions of AWS's endpoint rules (partitions.json): prefix of their regions, pseudo-region, domains. A region
// that no row matches belongs to the partition `aws`.
const rows = [
  ['cn', 'aws-cn-global', 'amazonaws.com.cn', 'api.amazonwebservices.com.cn'],
  ['eusc-de', '', 'amazonaws.eu', 'api.amazonwebservices.eu'],
  ['us-iso', 'aws-iso-global', 'c2s.ic.gov', 'api.aws.ic.gov'],
  ['us-isob', 'aws-iso-b-global', 'sc2s.sgov.gov', 'api.aws.scloud'],
  ['eu-isoe', 'aws-iso-e-global', 'cloud.adc-e.uk', 'api.cloud-aws.adc-e.uk'],
  ['us-isof', 'aws-iso-f-global', 'csp.hci.ic.gov', 'api.aws.hci.ic.gov'],
  ['us-gov', 'aws-us-gov-global', 'amazonaws.com', 'api.aws'],
] as const;

/** The domains under which a region's endpoints stand, and whether it is of the partition `aws`, which has its own rules. */
export function partitionOf(region: string): [dnsSuffix: string, dualStackDnsSuffix: string, isAws: boolean] {
  for (const [prefix, pseudoRegion, dnsSuffix, dualStackDnsSuffix] of rows) {
    const isInPartition = RegExp(`^(${prefix}-\\w+-\\d+|${pseudoRegion})$`).test(region);
    if (isInPartition) return [dnsSuffix, dualStackDnsSuffix, false];
  }
  return ['amazonaws.com', 'api.aws', true];
}
