// The processes of the benchmark: the server, and one for each program under test.
import { type ChildProcess, type ForkOptions, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** What a program of `programs/` exports. */
export interface Program {
  open(url: string): Promise<{ call(request: object): Promise<unknown>; close(): Promise<void> }>;
}

/** What a program is to do. */
export interface Round {
  readonly concurrency: number;
  readonly durationMs: number;
  /** Ends the round early. Default: no limit. */
  readonly calls?: number;
  readonly request: object;
  readonly measuresHeap?: boolean;
}

/** What came of it. */
export interface RoundResult {
  /** Calls per second. */
  readonly rate: number;
  /** Of processor time, per call. */
  readonly cpuMicroseconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly tookMs: number;
  /** The largest the process has been so far. */
  readonly peakMegabytes: number;
  /** What was held after a collection, where that was asked for. */
  readonly heldMegabytes?: number;
}

/** A process that answers each message with one of its own. */
export interface Process {
  ask(message: unknown): Promise<unknown>;
  stop(): Promise<void>;
}

/** A program that waits for rounds. */
export interface Worker {
  run(round: Round): Promise<RoundResult>;
  stop(): Promise<void>;
}

/** The server, and the share of one processor that it has used between two looks at it. */
export interface Server {
  readonly url: string;
  cpuMs(): Promise<number>;
  stop(): Promise<void>;
}

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** The file of a program. */
export const programPath = (name: string): string => here(`programs/${name}.mjs`);

/**
 * The environment of all processes: without what this machine has set up. Extra certificates alone take Node 40 ms to
 * read at every start.
 */
export const environment: NodeJS.ProcessEnv = Object.fromEntries(
  Object.entries({ ...process.env, AWS_EC2_METADATA_DISABLED: 'true', NODE_NO_WARNINGS: '1' }).filter(
    ([name]) => name === 'AWS_EC2_METADATA_DISABLED' || !/^(AWS_|NODE_OPTIONS|NODE_EXTRA_CA_CERTS)|_proxy$/i.test(name),
  ),
);

async function start(path: string, args: readonly string[], options: ForkOptions): Promise<[unknown, Process]> {
  const child: ChildProcess = fork(path, args, { env: environment, ...options });
  const answer = async (): Promise<unknown> => {
    const ended = new AbortController();
    const exited = once(child, 'exit', { signal: ended.signal }).then(() => {
      throw new Error(`${path} ${args[0] ?? ''} ended early`);
    });
    try {
      return (await Promise.race([once(child, 'message'), exited]))[0];
    } finally {
      ended.abort();
      exited.catch(() => {});
    }
  };
  const ask = (message: unknown): Promise<unknown> => {
    const answered = answer();
    child.send(message as object);
    return answered;
  };
  const stop = async (): Promise<void> => {
    const exited = once(child, 'exit');
    child.disconnect();
    await exited;
  };
  return [await answer(), { ask, stop }];
}

/** Starts the server on a free port. */
export async function startServer(): Promise<Server> {
  const [greeting, { ask, stop }] = await start(here('server.mjs'), [], { execArgv: [] });
  const { url } = greeting as { url: string };
  const cpuMs = async (): Promise<number> => {
    const { user, system } = (await ask('cpu')) as NodeJS.CpuUsage;
    return (user + system) / 1_000;
  };
  return { url, cpuMs, stop };
}

/** Starts a program of `programs/`. */
export async function startWorker(program: string, url: string): Promise<Worker> {
  const execArgv = ['--import', 'tsx', '--expose-gc'];
  const [, { ask, stop }] = await start(here('worker.ts'), [programPath(program), url], { execArgv });
  return { run: async (round) => (await ask(round)) as RoundResult, stop };
}
