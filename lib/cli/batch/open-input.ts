// Where records come from: standard input, or the file of --input.
import { createReadStream, fstatSync, openSync } from 'node:fs';
import { addAbortSignal, type Readable } from 'node:stream';
import { isForgotPasswordError } from '../../node.ts';
import { InputError, UsageError } from '../failures.ts';
import type { Settings } from '../flag.ts';
import { countLines } from '../records/count-lines.ts';
import { openRecords, type RecordInput } from '../records/read-records.ts';
import type { Surroundings } from '../surroundings.ts';

/** Records, and as much as is known of how many there are. */
export interface OpenInput extends RecordInput {
  /** How many lines the input has, where it is a file and its records are read line by line. */
  readonly lineCount: number | undefined;
}

interface Source {
  readonly stream: Readable;
  readonly countLines: () => number | undefined;
}

function openFile(path: string): Source {
  try {
    const fd = openSync(path, 'r');
    if (fstatSync(fd).isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' });
    return { stream: createReadStream(path, { fd }), countLines: () => countLines(fd) };
  } catch (error) {
    throw new UsageError(`--input: the file cannot be read (${Object(error).code})`);
  }
}

function sourceOf({ input }: Settings, surroundings: Surroundings): Source {
  if (input !== undefined && input !== '-') return openFile(input);
  return { stream: surroundings.stdin, countLines: () => surroundings.stdinLines };
}

/**
 * Opens the input and reads up to its first record, or a JSON document to its end, unless `end` aborts.
 *
 * @throws `UsageError` for a file that cannot be read; `InputError` when reading fails; `RequestValidationError` for an
 * input of which nothing is to be sent.
 */
export async function openInput(
  settings: Settings,
  surroundings: Surroundings,
  end: AbortSignal,
  onNotice: (text: string) => void,
): Promise<OpenInput> {
  const { inputFormat, usernameColumn, includeIneligible } = settings;
  const { stream, countLines: count } = sourceOf(settings, surroundings);
  try {
    const options = { format: inputFormat, usernameColumn, includeIneligible, onNotice };
    const input = await openRecords(addAbortSignal(end, stream), options);
    const isByLine = input.count === undefined && input.format !== 'text';
    return { ...input, lineCount: isByLine ? count() : undefined };
  } catch (error) {
    if (end.aborted) throw end.reason;
    throw isForgotPasswordError(error) ? error : new InputError(error);
  }
}
