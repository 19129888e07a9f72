// Runs a program that hands its results to the server.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Result } from './harness.ts';
import type { Command, Runtime } from './runtimes.ts';
import type { SuiteServer } from './server.ts';

const SUITE_TIMEOUT_MS = 180_000;

// What this machine is set up with must not decide what a suite sees.
const environmentOf = (folder: string, variables: Readonly<Record<string, string>>): NodeJS.ProcessEnv => ({
  ...variables,
  PATH: process.env.PATH,
  HOME: join(folder, 'home'),
  DENO_DIR: join(folder, 'home/deno'),
  AWS_EC2_METADATA_DISABLED: 'true',
});

/** A program under way. */
export interface Program {
  readonly child: ChildProcess;
  /** Resolves with what it wrote, once it has ended. */
  readonly ended: Promise<string>;
}

/** Starts a program in a group of its own. */
export function start(
  [program, ...args]: Command,
  folder: string,
  variables: Readonly<Record<string, string>>,
): Program {
  const child = spawn(program, args, {
    cwd: folder,
    env: environmentOf(folder, variables),
    stdio: ['ignore', 'pipe', 'pipe'],
    // A browser is many processes, which end as one group.
    detached: true,
  });
  let written = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      written += text;
    });
  }
  return { child, ended: once(child, 'close').then(([code]) => `exit code ${code}\n${written}`) };
}

/** Ends a program and what it started. */
export function end({ child }: Program): void {
  if (!child.pid || child.exitCode !== null || child.signalCode !== null) return;
  process.kill(-child.pid, 'SIGKILL');
}

/** Waits for the report, and for the program to end by itself, as a program that forgot nothing does. */
export async function collect(program: Program, runtime: Runtime, server: SuiteServer): Promise<readonly Result[]> {
  const deadline = AbortSignal.timeout(SUITE_TIMEOUT_MS);
  const reported = server.report(runtime.name, deadline);
  const wentWrong = program.ended.then((written) => {
    // A report that came before the end counts; an exit without one, or with an error, does not.
    if (runtime.isLasting || !written.startsWith('exit code 0\n')) throw new Error(written);
  });
  const results = await Promise.race([reported, wentWrong.then(() => reported)]);
  if (runtime.isLasting) return results;
  await Promise.race([wentWrong, once(deadline, 'abort').then(() => Promise.reject(new Error('does not end')))]);
  return results;
}
