// The shape of results.json, from which README's figures are taken.

/** A median with its 95 % confidence interval. */
export interface Interval {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** The contenders, the cheapest first. */
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

/** The figures of one contender: medians over processes. */
export interface Figures {
  /** Processor time per call, including V8's helper threads. */
  readonly cpuMicroseconds: Interval;
  readonly callsPerSecond: Interval;
  readonly p50Ms: Interval;
  readonly p99Ms: Interval;
  /** Peak resident memory; only in `own`. */
  readonly peakMegabytes?: Interval;
  /** The share of one processor that the service used. Near 1, it would limit the contender. */
  readonly serverBusy: number;
}

/** The pairs that are compared: the first contender's figure is divided by the second one's. */
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

/** Medians of the ratios within a round, in which all contenders were measured within seconds. */
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

/** By the number of concurrent calls: `"50"`. */
export type ByConcurrency = Readonly<Record<string, Throughput>>;

/** The processes that are timed: what they do, and with which contender. */
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

/** The figures of one process. */
export interface ColdStartFigures {
  /** From the start of the process to the end of the import, or to the first answer. */
  readonly answerMs: Interval;
  /** The difference from the process of the same round that imports an empty module. */
  readonly overEmptyMs: Interval;
  /** Processor time up to the same point. */
  readonly cpuMs: Interval;
  /** From the start of the process to its end; Node first waits for V8 to finish compiling WebAssembly. */
  readonly exitMs: Interval;
  /** The bundle's size. */
  readonly kilobytes?: number;
}

/** Ratios of `answerMs` within a round; the part before the first slash is what both processes do. */
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

/** One step of growth, in a process that has already made the smaller steps. */
export interface GrowthStep {
  readonly callsPerSecond: number;
  readonly cpuMicroseconds: number;
  readonly p99Ms: number;
  /** Heap and external memory after a full garbage collection. */
  readonly heapMegabytes: number;
  /** Resident memory at the end of the step. */
  readonly residentMegabytes: number;
}

/** By contender, then by step: `growth.calls.node["1000000"]`. */
export type GrowthSteps = Readonly<Partial<Record<Contender, Readonly<Record<string, GrowthStep>>>>>;

export interface Growth {
  /** By number of calls, 50 concurrent. */
  readonly calls: GrowthSteps;
  /** By bytes of the request, 50 concurrent. */
  readonly requestBytes: GrowthSteps;
  /** By concurrent calls. */
  readonly concurrency: GrowthSteps;
}

/** One batch through the command, with duplicates skipped and without a pace. */
export interface BatchRun {
  readonly recordsPerSecond: number;
  readonly cpuMicroseconds: number;
  readonly peakMegabytes: number;
}

export const BATCH_INPUTS = ['lines', 'csv', 'list-users', 'lines-with-journal'] as const;

export type BatchInput = (typeof BATCH_INPUTS)[number];

/** By input, then by the number of records: `batch.lines["1000000"]`. */
export type Batch = Readonly<Record<BatchInput, Readonly<Record<string, BatchRun>>>>;

/** A goal of the project, and its figure. */
export interface Goal {
  readonly name: string;
  readonly measured: Interval;
  readonly limit: number;
  readonly wants: 'at most' | 'at least';
  /** Whether the median is within the limit. */
  readonly met: boolean;
  /** Whether both ends of the interval give the same answer. */
  readonly certain: boolean;
}

/** All results. Parts that were not measured are absent. */
export interface Results {
  readonly version: string;
  readonly plan: 'full' | 'short';
  readonly machine: { readonly processor: string; readonly processors: number; readonly node: string };
  /** All contenders in one process. */
  readonly shared?: ByConcurrency;
  /** Each contender in a process of its own. */
  readonly own?: ByConcurrency;
  readonly coldStart?: ColdStart;
  readonly growth?: Growth;
  readonly batch?: Batch;
  /** How often a client of the web build imported its secret's key during ten calls. */
  readonly keyImports?: number;
  readonly goals: readonly Goal[];
}
