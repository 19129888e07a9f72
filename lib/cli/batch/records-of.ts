// The records of the input, as the pipeline is to have them.
import { setImmediate } from 'node:timers/promises';
import { contradictionsOf } from '../../cmdlet/binding.ts';
import { parameterName } from '../../cmdlet/parameters.ts';
import { WithheldRecord } from '../../cmdlet/withheld-record.ts';
import { isForgotPasswordError } from '../../node.ts';
import { isObject } from '../../util/is-object.ts';
import type { Arguments } from '../arguments.ts';
import { InputError } from '../failures.ts';
import type { RecordInput } from '../records/read-records.ts';
import { refusal } from '../records/record.ts';
import { valueIn, withoutTrust } from './trust.ts';

/** A record with one more parameter, which takes the place of what it says itself. */
function withParameter(record: unknown, name: string, value: unknown): unknown {
  if (record instanceof WithheldRecord || isForgotPasswordError(record)) return record;
  const entries = isObject(record) ? Object.entries(record) : [['Username', record] as const];
  return Object.fromEntries([...entries.filter(([spelling]) => parameterName(spelling) !== name), [name, value]]);
}

/** Whether the question of --confirm is a matter of each record, as trusted ones may say Force. */
export function asksByRecord({ parameters, settings }: Arguments): boolean {
  return Boolean(settings.trustRecords && parameters.Confirm && parameters.Force === undefined);
}

/** A record that is asked about unless it says Force, and which cannot say that it is not to be asked about. */
function asked(record: unknown): unknown {
  const Confirm = valueIn(record, 'Confirm');
  const [issue] = Confirm === false ? contradictionsOf({ Confirm: true }, { Confirm }) : [];
  if (!issue) return withParameter(record, 'Confirm', true);
  return new WithheldRecord(valueIn(record, 'Username'), { ok: false, error: refusal(issue.message, issue.path) });
}

/** Makes of each record what the pipeline gets. */
function adaptWith(args: Arguments): (record: unknown) => unknown {
  const { trustRecords, dryRun } = args.settings;
  const isAsked = asksByRecord(args);
  return (record) => {
    const own = trustRecords ? record : withoutTrust(record);
    // Whatever it says itself, nothing can send it.
    if (dryRun) return withParameter(own, 'WhatIf', true);
    return isAsked ? asked(own) : own;
  };
}

// As many as are looked at in about a millisecond.
const RECORDS_A_TURN = 100;

/** The records of an input, until `end` aborts; notes the line of each, by its index. */
export async function* recordsOf(
  args: Arguments,
  input: RecordInput,
  lines: Map<number, number>,
  end: AbortSignal,
): AsyncGenerator<unknown, void, void> {
  const { limit = Number.POSITIVE_INFINITY } = args.settings;
  const adapt = adaptWith(args);
  let index = 0;
  try {
    for await (const { line, record } of input.records) {
      if (end.aborted) return;
      lines.set(index++, line);
      yield adapt(record);
      // Records that are only looked at would let neither Ctrl-C nor a timer get a turn.
      if (index % RECORDS_A_TURN === 0) await setImmediate();
      if (index >= limit) return;
    }
  } catch (error) {
    if (end.aborted) return;
    throw isForgotPasswordError(error) ? error : new InputError(error);
  }
}
