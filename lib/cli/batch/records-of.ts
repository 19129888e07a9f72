// The records of standard input, as the pipeline is to have them.
import { addAbortSignal } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { parameterName } from '../../cmdlet/parameters.ts';
import { isForgotPasswordError } from '../../node.ts';
import { isObject } from '../../util/is-object.ts';
import type { Arguments } from '../arguments.ts';
import type { CmdletParameters } from '../cmdlet-parameters.ts';
import { InputError } from '../failures.ts';
import { readRecords } from '../records/read-records.ts';
import type { Surroundings } from '../surroundings.ts';

/** A record whose own ClientConfig changes single fields of the command line's, instead of replacing all of them. */
function withClientConfig(record: unknown, shared: CmdletParameters['ClientConfig']): unknown {
  if (!isObject(record)) return record;
  const entries = Object.entries(record).map(([name, value]) => {
    const isConfig = parameterName(name) === 'ClientConfig' && isObject(value);
    return [name, isConfig ? { ...shared, ...value } : value];
  });
  return Object.fromEntries(entries);
}

/** A record that nothing can send, whatever it says itself. */
function declined(record: unknown): unknown {
  if (isForgotPasswordError(record)) return record;
  const entries = isObject(record) ? Object.entries(record) : [['Username', record] as const];
  return Object.fromEntries([...entries.filter(([name]) => parameterName(name) !== 'WhatIf'), ['WhatIf', true]]);
}

// As many as are looked at in about a millisecond.
const RECORDS_A_TURN = 100;

/** The records of standard input, until `end` aborts; notes the line of each, by its index. */
export async function* recordsOf(
  { settings }: Arguments,
  stdin: Surroundings['stdin'],
  { ClientConfig }: CmdletParameters,
  lines: Map<number, number>,
  end: AbortSignal,
): AsyncGenerator<unknown, void, void> {
  const { inputFormat, dryRun, limit = Number.POSITIVE_INFINITY } = settings;
  let index = 0;
  try {
    for await (const { line, record } of readRecords(addAbortSignal(end, stdin), inputFormat)) {
      lines.set(index++, line);
      const own = withClientConfig(record, ClientConfig);
      yield dryRun ? declined(own) : own;
      // Records that are only looked at would let neither Ctrl-C nor a timer get a turn.
      if (index % RECORDS_A_TURN === 0) await setImmediate();
      if (index >= limit) return;
    }
  } catch (error) {
    if (end.aborted) return;
    throw isForgotPasswordError(error) ? error : new InputError(error);
  }
}
