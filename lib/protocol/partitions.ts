// AWS's partitions, with the domains of their endpoints (partitions.json of the AWS SDKs).

/** A part of AWS with domains of its own. */
export interface Partition {
  /** What the names of its regions begin with. */
  readonly prefix: string;
  /** The name that stands for the partition as a whole, where it has one. */
  readonly globalRegion?: string;
  readonly dnsSuffix: string;
  readonly dualStackDnsSuffix: string;
}

// The partitions of AWS's endpoint rules (partitions.json), but for `aws`, to which every other region belongs.
const partitions: readonly Partition[] = [
  {
    prefix: 'us-gov-',
    globalRegion: 'aws-us-gov-global',
    dnsSuffix: 'amazonaws.com',
    dualStackDnsSuffix: 'api.aws',
  },
  {
    prefix: 'us-iso-',
    globalRegion: 'aws-iso-global',
    dnsSuffix: 'c2s.ic.gov',
    dualStackDnsSuffix: 'api.aws.ic.gov',
  },
  {
    prefix: 'us-isob-',
    globalRegion: 'aws-iso-b-global',
    dnsSuffix: 'sc2s.sgov.gov',
    dualStackDnsSuffix: 'api.aws.scloud',
  },
  {
    prefix: 'us-isof-',
    globalRegion: 'aws-iso-f-global',
    dnsSuffix: 'csp.hci.ic.gov',
    dualStackDnsSuffix: 'api.aws.hci.ic.gov',
  },
  {
    prefix: 'eu-isoe-',
    globalRegion: 'aws-iso-e-global',
    dnsSuffix: 'cloud.adc-e.uk',
    dualStackDnsSuffix: 'api.cloud-aws.adc-e.uk',
  },
  {
    prefix: 'cn-',
    globalRegion: 'aws-cn-global',
    dnsSuffix: 'amazonaws.com.cn',
    dualStackDnsSuffix: 'api.amazonwebservices.com.cn',
  },
  { prefix: 'eusc-de-', dnsSuffix: 'amazonaws.eu', dualStackDnsSuffix: 'api.amazonwebservices.eu' },
];
/** The partition of every region that no other one claims. */
export const commercial: Partition = { prefix: '', dnsSuffix: 'amazonaws.com', dualStackDnsSuffix: 'api.aws' };

/** The partition of a region. */
export function partitionOf(region: string): Partition {
  // us-gov-west-1 -> us-gov-
  const prefix = region.replace(/-\w+-\d+$/, '-');
  return partitions.find((each) => each.prefix === prefix || each.globalRegion === region) ?? commercial;
}
