import type { Readable } from 'node:stream';
import type { Output } from './output.ts';
import type { Terminal } from './terminal.ts';

/** What a run has to do with. */
export interface Surroundings {
  /** The arguments after the command's name. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Names the profile of the shared AWS files, in the place of `AWS_PROFILE`. */
  readonly useProfile?: (name: string) => void;
  readonly stdin: Readable & { readonly isTTY?: boolean | undefined };
  /** How many lines standard input has, where it is a file. */
  readonly stdinLines?: number | undefined;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Aborts when the user interrupts the run. */
  readonly signal: AbortSignal;
  /** The terminal to ask on; nothing where there is none. */
  readonly openTerminal: () => Terminal | undefined;
}
