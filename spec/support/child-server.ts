// A server as a child process, known by the address that it prints.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

// An emulator loads a whole SDK, which takes long on a busy machine.
const DEADLINE_MS = 60_000;

/** What to start. */
export interface ChildServerOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Aborts the start, after which nothing of it is left. */
  readonly signal?: AbortSignal | undefined;
}

/** A server that listens. */
export interface ChildServer {
  readonly url: string;
  /** Ends the process. */
  stop(): Promise<void>;
}

/** The address that a server prints once it listens: with port 0, nobody else can take the port first. */
async function addressOf(child: ChildProcess, signal: AbortSignal): Promise<string> {
  let printed = '';
  const ended = once(child, 'exit', { signal }).then(() => {
    throw new Error(`The server ended before it listened:\n${printed}`);
  });
  const found = new Promise<string>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        printed += text;
        const [, port] = /running on http:\/\/127\.0\.0\.1:(\d+)/i.exec(printed) ?? [];
        if (port) resolve(`http://127.0.0.1:${port}`);
      });
    }
  });
  return Promise.race([found, ended]);
}

async function stop(child: ChildProcess): Promise<void> {
  // Never started, or already gone: there is no exit to wait for.
  if (!child.pid || child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

/** Starts a server that takes the port 0 for any free one, and waits until it listens. */
export async function startChildServer(options: ChildServerOptions): Promise<ChildServer> {
  const { command, args, cwd, env, signal: caller } = options;
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const deadline = AbortSignal.timeout(DEADLINE_MS);
  try {
    const url = await addressOf(child, caller ? AbortSignal.any([deadline, caller]) : deadline);
    return { url, stop: () => stop(child) };
  } catch (error) {
    await stop(child);
    throw error;
  }
}
