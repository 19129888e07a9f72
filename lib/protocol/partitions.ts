// AWS's partitions, with the domains of their endpoints (partitions.json of the AWS SDKs).

/** A part of AWS with domains of its own. */
export interface Partition {
  /** What the names of its regions begin with. */
  readonly prefix: string;
  /** The name that stands for the partition as a whole, where it has one. */
  readonly globalRegion?: string;
  readonly domain: string;
  readonly dualstackDomain: string;
}

// The partitions of AWS's endpoint rules (partitions.json), but for `aws`, to which every other region belongs.
const partitions: readonly Partition[] = [
  {
    prefix: 'us-gov-',
    globalRegion: 'aws-us-gov-global',
    domain: 'amazonaws.com',
    dualstackDomain: 'api.aws',
  },
  {
    prefix: 'us-iso-',
    globalRegion: 'aws-iso-global',
    domain: 'c2s.ic.gov',
    dualstackDomain: 'api.aws.ic.gov',
  },
  {
    prefix: 'us-isob-',
    globalRegion: 'aws-iso-b-global',
    domain: 'sc2s.sgov.gov',
    dualstackDomain: 'api.aws.scloud',
  },
  {
    prefix: 'us-isof-',
    globalRegion: 'aws-iso-f-global',
    domain: 'csp.hci.ic.gov',
    dualstackDomain: 'api.aws.hci.ic.gov',
  },
  {
    prefix: 'eu-isoe-',
    globalRegion: 'aws-iso-e-global',
    domain: 'cloud.adc-e.uk',
    dualstackDomain: 'api.cloud-aws.adc-e.uk',
  },
  {
    prefix: 'cn-',
    globalRegion: 'aws-cn-global',
    domain: 'amazonaws.com.cn',
    dualstackDomain: 'api.amazonwebservices.com.cn',
  },
  { prefix: 'eusc-de-', domain: 'amazonaws.eu', dualstackDomain: 'api.amazonwebservices.eu' },
];
/** The partition of every region that no other one claims. */
export const commercial: Partition = { prefix: '', domain: 'amazonaws.com', dualstackDomain: 'api.aws' };

/** The partition of a region. */
export function partitionOf(region: string): Partition {
  // us-gov-west-1 -> us-gov-
  const prefix = region.replace(/-\w+-\d+$/, '-');
  return partitions.find((each) => each.prefix === prefix || each.globalRegion === region) ?? commercial;
}
