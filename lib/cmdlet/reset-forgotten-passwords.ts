// The cmdlet Reset-CGIPForgottenPassword at the end of a pipeline.

import { Batch, type Sent } from '../bulk/batch.ts';
import type { Journal, JournalRecord, JournalScope } from '../bulk/journal.ts';
import { mapInOrder } from '../bulk/map-in-order.ts';
import { fateOf } from '../bulk/skip.ts';
import type { SkippedResult } from '../bulk/skipped-result.ts';
import { ConfigurationError, isForgotPasswordError } from '../errors/errors.ts';
import { throwIfAborted } from '../util/abort.ts';
import { type CallerPool, callerPool, settingsOf } from './caller-pool.ts';
import { type Approval, approvalOf, tell } from './confirmation.ts';
import { type BatchCallParameters, invalid, type Parameters, readParameters } from './parameters.ts';
import type { CmdletPlatform } from './platform.ts';
import { identityOf, poolRegionOf, REGIONAL_ENDPOINT } from './record-identity.ts';
import {
  call,
  checkParameters,
  chooseSelector,
  type ResetForgottenPasswordOutput,
  type ResetForgottenPasswordParameters,
  type Selection,
  warnOfPassThru,
} from './reset-forgotten-password.ts';
import { WithheldRecord } from './withheld-record.ts';

type Switch = boolean | null | undefined;

/**
 * What became of one record. `skipped` says why it was not sent: what the journal knows of it from an earlier run, or
 * that it is in the source twice.
 */
export type RecordResult<Input, Output> = { readonly index: number; readonly input: Input } & (
  | { readonly ok: true; readonly output: Output; readonly skipped?: undefined }
  | { readonly ok: false; readonly error: unknown; readonly skipped?: undefined }
  | SkippedResult
);

/**
 * Calls ForgotPassword for each record of a source, and yields one result per record, in order. A string is a username, an
 * object holds parameters by name, in any case, and an error of this package stands for a record that could not be read.
 * A record that fails does not stop the others. What `parameters` give stands: a record that gives another value is refused.
 * The source is read only as fast as its records are sent, and closed when the caller stops early.
 *
 * @throws `RequestValidationError` when `source` or `parameters` cannot be used at all; `ConfigurationError` when the
 * journal cannot; `StoppedError` when the batch ends before its source does; the source's own error; the reason of a
 * signal, after the results of the records that were in progress. A record that was read but not begun by then has none.
 * @example
 * for await (const result of resetForgottenPasswords(['alice', 'bob'], { ClientId: 'abc', Region: 'eu-west-1' })) {
 *   console.log(result.index, result.ok);
 * }
 */
export type ResetForgottenPasswords = <
  const Input,
  const Select extends Selection = undefined,
  const PassThru extends Switch = undefined,
  const WhatIf extends Switch = undefined,
  const Confirm extends Switch = undefined,
>(
  source: Iterable<Input> | AsyncIterable<Input>,
  parameters: ResetForgottenPasswordParameters<Select, PassThru, WhatIf, Confirm> & BatchCallParameters,
) => AsyncGenerator<
  RecordResult<
    Input,
    // A record may hold a Select of its own.
    Input extends string ? ResetForgottenPasswordOutput<Select, PassThru, WhatIf, Confirm> : unknown
  >,
  void,
  void
>;

type AnyResult = RecordResult<unknown, unknown>;

/**
 * The parameters that all records share.
 *
 * @throws {@link RequestValidationError} when they, or the source, cannot be used at all.
 */
function readShared(source: unknown, value: unknown): Parameters & BatchCallParameters {
  const [parameters, issues] = readParameters(value, 'batch');
  chooseSelector(parameters, issues);
  // A string is iterable too, by characters.
  if (typeof source === 'string' || !(Symbol.iterator in Object(source) || Symbol.asyncIterator in Object(source))) {
    issues.push({ path: '', keyword: 'type', message: 'The source must be an iterable of records' });
  }
  if (issues.length) throw invalid(issues);
  return parameters;
}

const clientIdOf = ({ ClientId, ClientConfig }: Parameters): string | undefined =>
  ClientId ?? ClientConfig?.clientId ?? undefined;

const NO_SCOPE: JournalScope = {
  clientId: undefined,
  userPoolId: undefined,
  region: undefined,
  endpointUrl: undefined,
};

const VARIANTS =
  'Some usernames differ only in case or Unicode form. If the user pool does not distinguish these, set ignoreCase (--ignore-case), or that user gets a code for each.';

/** A function that works once. */
function once(work: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) work();
    isDone = true;
  };
}

/** What a journal belongs to, as far as it can be known before the first record. */
async function scopeOf(parameters: Parameters, fillIn: CmdletPlatform['fillInSettings']): Promise<JournalScope> {
  const [config, profileLocation] = settingsOf(parameters);
  const { userPoolId } = config;
  const given = { ...config, region: config.region ?? poolRegionOf(userPoolId) };
  // What cannot be used is an error of each record.
  const { region, endpointUrl } = await fillIn(given, profileLocation).catch(() => given);
  return {
    clientId: clientIdOf(parameters),
    userPoolId,
    region,
    endpointUrl: endpointUrl ?? (region && REGIONAL_ENDPOINT),
  };
}

async function openJournalFor(
  parameters: Parameters & BatchCallParameters,
  scope: JournalScope,
  { openJournal }: CmdletPlatform,
): Promise<Journal | undefined> {
  const { journal, deduplicate, journalPlain, WhatIf, ignoreCase } = parameters;
  if (journal === '') throw new ConfigurationError('journal must be the path of a file, and is empty');
  if (!journal && !deduplicate) return undefined;
  return openJournal(journal ?? undefined, {
    scope,
    isPlain: journalPlain ?? false,
    isReadOnly: WhatIf ?? false,
    ignoreCase: ignoreCase ?? false,
  });
}

/** What the records of one pipeline are sent with. */
interface Pipeline {
  readonly shared: Parameters;
  readonly batch: Batch;
  readonly approve: Approval;
  readonly pool: CallerPool;
  /** What holds for all records. */
  readonly scope: JournalScope;
  /** Tells, once, of usernames that differ only in case or Unicode form. */
  readonly warnOfVariants: () => void;
}

type CheckedRecord = Pick<AnyResult, 'index' | 'input'> & ReturnType<typeof checkParameters>;

/** What became of a record, and of its call, where one was made. */
interface Processed {
  readonly result: AnyResult;
  readonly sent?: Sent<unknown>;
}

/** Sends one record, where it is to be sent, and not the same as one before it. */
async function processRecord(pipeline: Pipeline, input: unknown, index: number): Promise<Processed | undefined> {
  const { shared, batch, scope, warnOfVariants } = pipeline;
  if (input instanceof WithheldRecord) return { result: { index, input, ...input.result } };
  if (isForgotPasswordError(input)) throw input;
  const checked = checkParameters(typeof input === 'string' ? { Username: input } : input, shared);
  const each = { index, input, ...checked };
  // Before anything is waited for: of two that are the same, the first is to be the one that is sent.
  const record = batch.find(identityOf(checked.parameters, scope, shared.ProfileLocation));
  if (!record) return processFirst(pipeline, each, record);
  if (record.isVariant) warnOfVariants();
  if (record.first) {
    const followed = await batch.follow(record.first);
    return followed && { result: { index, input, ...followed } };
  }
  const processed = await processFirst(pipeline, each, record).catch(failedAt(index, input));
  if (processed) record.finish(fateOf(processed.result, record.known, processed.sent?.outcome));
  return processed;
}

const failedAt =
  (index: number, input: unknown) =>
  (error: unknown): Processed => ({ result: { index, input, ok: false, error } });

/** The answer of whoever is asked; nothing where the batch ends before there is one. */
async function approvedUnlessHalted({ halted }: Batch, approval: ReturnType<Approval>): Promise<boolean | undefined> {
  try {
    return await approval;
  } catch (error) {
    if (halted.aborted) return undefined;
    throw error;
  }
}

async function processFirst(
  { batch, approve, pool }: Pipeline,
  { index, input, parameters, select }: CheckedRecord,
  record: JournalRecord | undefined,
): Promise<Processed | undefined> {
  const skipped = record && batch.skip(record);
  if (skipped) return { result: { index, input, ...skipped } };
  const approval = approve(parameters);
  const isApproved = approval === true || (await approvedUnlessHalted(batch, approval));
  if (isApproved === undefined) return undefined;
  if (!isApproved) return { result: { index, input, ok: true, output: undefined, skipped: 'declined' } };
  const sent = await batch.send(index, record, (policy) => call(parameters, pool, policy));
  if (!sent) return undefined;
  if ('error' in sent) return { result: { index, input, ok: false, error: sent.error }, sent };
  return { result: { index, input, ok: true, output: select(sent.response, parameters) }, sent };
}

/** Makes what turns one record into its result, and never rejects; into nothing where it is not begun, as the batch ends. */
function resultsOf(pipeline: Pipeline) {
  return async (input: unknown, index: number): Promise<AnyResult | undefined> => {
    const processed = await processRecord(pipeline, input, index).catch(failedAt(index, input));
    if (!processed) return undefined;
    pipeline.batch.finish(processed.result, processed.sent?.outcome);
    return processed.result;
  };
}

/** Makes the pipeline of one platform. */
export function defineResetForgottenPasswords(platform: CmdletPlatform): ResetForgottenPasswords {
  async function* resetForgottenPasswords(
    source: Iterable<unknown> | AsyncIterable<unknown>,
    value: unknown,
  ): AsyncGenerator<AnyResult, void, void> {
    const parameters = readShared(source, value);
    const { signal, stopSignal, concurrency } = parameters;
    for (const given of [signal, stopSignal]) throwIfAborted(given);
    const pool = callerPool(platform.openCaller);
    const needsScope = parameters.journal || parameters.deduplicate;
    const scope = needsScope ? await scopeOf(parameters, platform.fillInSettings) : NO_SCOPE;
    const batch = new Batch(parameters, await openJournalFor(parameters, scope, platform));
    const { halted } = batch;
    try {
      warnOfPassThru(parameters);
      const results = resultsOf({
        shared: parameters,
        batch,
        approve: approvalOf(parameters, 'ForgotPassword', halted),
        pool,
        scope,
        warnOfVariants: once(() => void tell(parameters, { type: 'warning', text: VARIANTS })),
      });
      yield* mapInOrder(source, { concurrency: concurrency ?? 1, end: halted, onReturn: () => batch.end() }, results);
      batch.throwIfHalted();
    } finally {
      await pool.close();
      await batch.close();
    }
  }
  return resetForgottenPasswords as ResetForgottenPasswords;
}
