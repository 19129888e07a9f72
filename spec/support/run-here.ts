// A run of the command in this process.
import { PassThrough, Readable, type Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { run } from '../../lib/cli/run.ts';
import type { Surroundings } from '../../lib/cli/surroundings.ts';
import type { CliResult } from './cli.ts';

/** What a spec may want to be otherwise. */
export interface Here extends Partial<Pick<Surroundings, 'env' | 'signal' | 'openTerminal'>> {
  /** Standard input, and whether it is a terminal. */
  readonly stdin?: Surroundings['stdin'];
  readonly stdout?: Writable;
  /** Whether standard output and standard error are a terminal. */
  readonly isTTY?: boolean;
}

/** A terminal for standard input, on which nobody types. */
export function terminalInput(): Surroundings['stdin'] {
  return Object.assign(Readable.from([]), { isTTY: true });
}

/** Runs the command, without a terminal, an environment or an input unless they are given. */
export async function runHere(argv: readonly string[], here: Here = {}): Promise<CliResult> {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const written = Promise.all([text(stdout), text(stderr)]);
  const code = await run({
    argv,
    env: here.env ?? {},
    stdin: here.stdin ?? Readable.from([]),
    stdout: Object.assign(here.stdout ?? stdout, { isTTY: here.isTTY }),
    stderr: Object.assign(stderr, { isTTY: here.isTTY }),
    signal: here.signal ?? new AbortController().signal,
    openTerminal: here.openTerminal ?? (() => undefined),
  });
  stdout.end();
  stderr.end();
  const [output, errors] = await written;
  return { code, stdout: output, stderr: errors };
}
