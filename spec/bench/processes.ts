// Starts the processes of the benchmark: the service, and its callers.
import { type ForkOptions, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ContenderSpec } from './contenders.ts';

/** A series of calls with one contender. */
export interface Slice {
  readonly name: string;
  readonly concurrency: number;
  /** Processor time to spend on unmeasured calls first. */
  readonly leadCpuMs?: number;
  readonly durationMs?: number;
  readonly calls?: number;
  readonly measuresMemory?: boolean;
}

/** The figures of one slice. */
export interface SliceResult {
  readonly callsPerSecond: number;
  readonly cpuMicroseconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** The peak resident memory of the process so far. */
  readonly peakMegabytes: number;
  /** Present when the slice measures memory. */
  readonly heapMegabytes?: number;
  readonly residentMegabytes?: number;
}

/** A process that calls. */
export interface Caller {
  open(contender: ContenderSpec, url: string): Promise<void>;
  run(slice: Slice): Promise<SliceResult>;
  stop(): Promise<void>;
}

/** The service. */
export interface Service {
  readonly url: string;
  cpuMs(): Promise<number>;
  stop(): Promise<void>;
}

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/**
 * The environment of all processes, without this machine's settings: extra certificates alone delay each start of Node
 * by 40 ms.
 */
export const environment: NodeJS.ProcessEnv = {
  ...Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(AWS_|COGNITO_|NODE_OPTIONS|NODE_EXTRA_CA_CERTS)|_proxy$/i.test(name),
    ),
  ),
  AWS_EC2_METADATA_DISABLED: 'true',
  NODE_NO_WARNINGS: '1',
};

/** Starts a process that sends one message when it is ready, and one in answer to each message. */
async function start(path: string, options: ForkOptions) {
  const child = fork(path, { env: environment, ...options });
  const answer = async (): Promise<unknown> => {
    const ended = new AbortController();
    const exited = once(child, 'exit', { signal: ended.signal }).then(() => {
      throw new Error(`${path} ended early`);
    });
    exited.catch(() => {});
    try {
      return (await Promise.race([once(child, 'message'), exited]))[0].result;
    } finally {
      ended.abort();
    }
  };
  const ask = (message: object): Promise<unknown> => {
    const answered = answer();
    child.send(message);
    return answered;
  };
  const stop = async (): Promise<void> => {
    const exited = once(child, 'exit');
    child.disconnect();
    await exited;
  };
  return { greeting: await answer(), ask, stop };
}

/** Starts the service on a free port. */
export async function startService(): Promise<Service> {
  const { greeting, ask, stop } = await start(here('service.mjs'), { execArgv: [] });
  const cpuMs = async (): Promise<number> => {
    const { user, system } = (await ask({})) as NodeJS.CpuUsage;
    return (user + system) / 1_000;
  };
  return { url: String(greeting), cpuMs, stop };
}

/** Starts a process without contenders. */
export async function startCaller(): Promise<Caller> {
  const { ask, stop } = await start(here('caller.mjs'), { execArgv: ['--expose-gc'] });
  return {
    async open({ name, program, settings }, url) {
      await ask({ action: 'open', name, program, settings, url });
    },
    run: async (slice) => (await ask({ action: 'run', ...slice })) as SliceResult,
    stop,
  };
}
