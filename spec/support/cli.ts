// The built command, as a child process.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The built command's file. */
export const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

/** How a run ended, and what it wrote. */
export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A run under way. */
export interface CliRun {
  readonly child: ChildProcess;
  readonly result: Promise<CliResult>;
}

/** The environment without what the machine happens to be set up with, which must not decide a spec. */
export const ambient = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(AWS_|COGNITO_|NODE_OPTIONS|\w+_proxy)/i.test(name)),
);

/** Starts the command, with a standard input that is empty, a text or bytes, or `open` for the spec to write to. */
export function startCli(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  input: 'open' | { readonly text: string | Uint8Array } = { text: '' },
): CliRun {
  if (!existsSync(CLI)) throw new Error('dist/cli.js is missing: npm run build comes first');
  const child = spawn(process.execPath, [CLI, ...args], {
    env: { ...ambient, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // A command that ends early leaves the rest unread.
  child.stdin.on('error', () => {});
  if (input !== 'open') child.stdin.end(input.text);
  const written = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      written[name] += text;
    });
  }
  // Not the end of the process, but of all that it wrote.
  const result = once(child, 'close').then(([code]) => ({ code: code as number | null, ...written }));
  return { child, result };
}

/** Runs the command to its end. */
export function runCli(args: readonly string[], env?: NodeJS.ProcessEnv): Promise<CliResult> {
  return startCli(args, env).result;
}

/** Runs the command on records, and brings the results that it prints, parsed. */
export async function runCliOn(
  text: string | Uint8Array,
  args: readonly string[],
  env?: NodeJS.ProcessEnv,
): Promise<CliResult & { readonly results: readonly unknown[] }> {
  const result = await startCli(args, env, { text }).result;
  const lines = result.stdout.split('\n').filter((line) => line);
  return { ...result, results: lines.map((line) => JSON.parse(line)) };
}
