// The shape of results.json: every figure of the benchmark, and nothing else. README's figures are taken from it.

/** A median, and the limits between which the true median lies with 95 % confidence. */
export interface Interval {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** What is compared, from the least that a program can do to the most that users install. */
export const CONTENDERS = [
  // Bare undici: `dispatch` with a handler that only waits for the end of the reply.
  'dispatch',
  // undici's `Pool.request`, and the JSON of the reply.
  'pool-request',
  'node',
  'node-confirm',
  // With a client secret.
  'node-secret',
  // Node's fetch, and the JSON of the reply.
  'fetch',
  // The same with `AbortSignal.timeout`.
  'fetch-timeout',
  'web',
  'web-confirm',
  'web-secret',
  'aws-sdk',
  'identity-js',
] as const;

export type Contender = (typeof CONTENDERS)[number];

/** What one contender took, the medians of all processes. */
export interface Figures {
  /** Processor time per call, all threads of the process included. */
  readonly cpuMicroseconds: Interval;
  readonly callsPerSecond: Interval;
  readonly p50Ms: Interval;
  readonly p99Ms: Interval;
  /** The largest that the process has been, where it is the contender's own. */
  readonly peakMegabytes?: Interval;
  /** The share of one processor that the server used meanwhile; far below 1, or the server was measured. */
  readonly serverBusy: number;
}

/** The pairs of contenders whose ratios count: the first one's figure divided by the second one's. */
export const PAIRS = [
  'node/dispatch',
  'pool-request/dispatch',
  'node/pool-request',
  'node/aws-sdk',
  'node/identity-js',
  'node-confirm/node',
  'node-secret/node',
  'web/fetch',
  'web/fetch-timeout',
  'web-confirm/web',
  'web-secret/web',
  'web/aws-sdk',
] as const satisfies readonly `${Contender}/${Contender}`[];

export type PairName = (typeof PAIRS)[number];

/** Medians of ratios within a round, in which both were measured within a second. */
export interface Ratios {
  readonly cpu: Interval;
  readonly callsPerSecond: Interval;
  readonly p99: Interval;
}

/** One level of concurrency. */
export interface Throughput {
  readonly contenders: Readonly<Partial<Record<Contender, Figures>>>;
  readonly pairs: Readonly<Partial<Record<PairName, Ratios>>>;
}

/** By the number of concurrent calls: `"1"`, `"50"`, `"500"`. */
export type ByConcurrency = Readonly<Record<string, Throughput>>;

/** Processes that are timed from their start: by what they do, and with what. */
export const COLD_STARTS = [
  'import/empty',
  'import/node',
  'import/web',
  'first-answer/pool',
  'first-answer/node',
  'first-answer/fetch',
  'first-answer/web',
  'first-answer/aws-sdk',
  'first-answer/identity-js',
  // Bundled into one file, as functions are deployed.
  'bundle/pool',
  'bundle/node',
  'bundle/fetch',
  'bundle/aws-sdk',
  'bundle-minified/pool',
  'bundle-minified/node',
  'bundle-minified/fetch',
  'bundle-minified/aws-sdk',
] as const;

export type ColdStartName = (typeof COLD_STARTS)[number];

/** One kind of process. */
export interface ColdStartFigures {
  /** From the start of the process until the import was done, or the answer was there. */
  readonly answerMs: Interval;
  /** How much later than a process of the same round that imports an empty module. */
  readonly overEmptyMs: Interval;
  /** Processor time until then. */
  readonly cpuMs: Interval;
  /** From the start of the process to its end. Node waits for what the engine still compiles. */
  readonly exitMs: Interval;
  /** The bundle's size. */
  readonly kilobytes?: number;
}

/** Ratios of `answerMs` within a round. The part before the first slash is what both do. */
export const COLD_START_PAIRS = [
  'first-answer/node/pool',
  'first-answer/node/aws-sdk',
  'first-answer/web/fetch',
  'bundle/node/pool',
  'bundle/node/aws-sdk',
  'bundle-minified/node/pool',
  'bundle-minified/node/aws-sdk',
] as const;

export type ColdStartPair = (typeof COLD_START_PAIRS)[number];

export interface ColdStart {
  readonly processes: Readonly<Record<ColdStartName, ColdStartFigures>>;
  readonly pairs: Readonly<Record<ColdStartPair, Interval>>;
}

/** One step of growth, measured in a process that did the smaller steps before. */
export interface GrowthStep {
  readonly callsPerSecond: number;
  readonly cpuMicroseconds: number;
  readonly p99Ms: number;
  /** Held after a collection. */
  readonly heapMegabytes: number;
  /** Resident at the end of the step. */
  readonly residentMegabytes: number;
}

/** By contender, then by step: `growth.calls.node["1000000"]`. */
export type GrowthSteps = Readonly<Partial<Record<Contender, Readonly<Record<string, GrowthStep>>>>>;

export interface Growth {
  /** Calls in a row, 50 concurrent. */
  readonly calls: GrowthSteps;
  /** Bytes of a request, 50 concurrent. */
  readonly requestBytes: GrowthSteps;
  /** Concurrent calls. */
  readonly concurrency: GrowthSteps;
}

/** One batch through the command, which sends every record and skips duplicates, as fast as it can. */
export interface BatchRun {
  readonly recordsPerSecond: number;
  readonly cpuMicroseconds: number;
  readonly peakMegabytes: number;
}

export const BATCH_INPUTS = ['lines', 'csv', 'list-users', 'lines-with-journal'] as const;

export type BatchInput = (typeof BATCH_INPUTS)[number];

/** By input, then by the number of records: `batch.lines["1000000"]`. */
export type Batch = Readonly<Record<BatchInput, Readonly<Record<string, BatchRun>>>>;

/** A goal of the project, and what was measured. */
export interface Goal {
  readonly name: string;
  readonly measured: Interval;
  readonly limit: number;
  readonly wants: 'at most' | 'at least';
  /** Whether the median keeps the limit. */
  readonly met: boolean;
  /** Whether the whole interval says the same. */
  readonly certain: boolean;
}

/** What `npm run bench` writes. A plan that measures only a part leaves the others out. */
export interface Results {
  readonly version: string;
  readonly plan: 'full' | 'short';
  readonly machine: { readonly processor: string; readonly processors: number; readonly node: string };
  /** All contenders in one process, in slices of random order. */
  readonly shared?: ByConcurrency;
  /** Each contender in a process of its own. */
  readonly own?: ByConcurrency;
  readonly coldStart?: ColdStart;
  readonly growth?: Growth;
  readonly batch?: Batch;
  /** How often a client of the web build with a secret imported its key, over ten calls. */
  readonly keyImports?: number;
  readonly goals: readonly Goal[];
}
