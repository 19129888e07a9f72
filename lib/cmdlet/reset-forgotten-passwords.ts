// The cmdlet Reset-CGIPForgottenPassword at the end of a pipeline.
import { Batch, type SkippedResult } from '../bulk/batch.ts';
import type { Journal, OpenJournal } from '../bulk/journal.ts';
import { mapInOrder } from '../bulk/map-in-order.ts';
import { isForgotPasswordError, RequestValidationError } from '../errors.ts';
import { type ClientPool, clientPool, type OpenClient } from './client-pool.ts';
import { type Approval, approvalOf } from './confirmation.ts';
import { type BatchCallParameters, type Parameters, readParameters } from './parameters.ts';
import {
  checkParameters,
  chooseSelector,
  type ResetForgottenPasswordOutput,
  type ResetForgottenPasswordParameters,
  send,
  warnOfPassThru,
} from './reset-forgotten-password.ts';

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
 * A record that fails does not stop the others. What a record holds comes before `parameters`. The source is read only as
 * fast as its records are sent, and closed when the caller stops early.
 *
 * @throws `RequestValidationError` when `source` or `parameters` cannot be used at all; `ConfigurationError` when the
 * journal cannot; `StoppedError` when the batch ends before its source does; the source's own error; the signal's own
 * reason, after the results of the records that were under way.
 * @example
 * for await (const result of resetForgottenPasswords(['alice', 'bob'], { ClientId: 'abc', Region: 'eu-west-1' })) {
 *   console.log(result.index, result.ok);
 * }
 */
export type ResetForgottenPasswords = <
  const Input,
  const Select extends string | null | undefined = undefined,
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
  if (issues.length) throw new RequestValidationError(issues);
  return parameters;
}

/** What the requests of a record have in common with no other's: an app client is of one pool, in one region. */
const identityOf = ({ Username, ClientId, ClientConfig }: Parameters): string =>
  JSON.stringify([ClientId ?? ClientConfig?.clientId, Username]);

function openJournalOf(parameters: Parameters & BatchCallParameters, open: OpenJournal): Promise<Journal | undefined> {
  const { journal, journalPlain, WhatIf, ClientId, EndpointUrl, ClientConfig } = parameters;
  if (!journal) return Promise.resolve(undefined);
  const { clientId, userPoolId, endpointUrl } = ClientConfig ?? {};
  const scope = JSON.stringify([ClientId ?? clientId, userPoolId, EndpointUrl ?? endpointUrl]);
  return open(journal, { scope, isPlain: journalPlain ?? false, isReadOnly: WhatIf ?? false });
}

/** Makes what turns one record into its result, and never rejects. */
function resultsOf(shared: Parameters, batch: Batch, approve: Approval, pool: ClientPool) {
  const process = async (input: unknown, index: number): Promise<AnyResult> => {
    if (isForgotPasswordError(input)) throw input;
    const checked = checkParameters(typeof input === 'string' ? { Username: input } : input, shared);
    const identity = identityOf(checked.parameters);
    const skipped = batch.skip(identity);
    if (skipped) return { index, input, ...skipped };
    if (!(await approve(checked.parameters))) return { index, input, ok: true, output: undefined, skipped: 'declined' };
    const retries = checked.parameters.ClientConfig ?? {};
    return { index, input, ok: true, output: await batch.send(identity, retries, () => send(checked, pool)) };
  };
  return async (input: unknown, index: number): Promise<AnyResult> => {
    const result = await process(input, index).catch((error: unknown) => ({ index, input, ok: false, error }) as const);
    batch.finish(result);
    return result;
  };
}

/** Makes the pipeline of one platform. */
export function defineResetForgottenPasswords(open: OpenClient, openJournal: OpenJournal): ResetForgottenPasswords {
  async function* resetForgottenPasswords(
    source: Iterable<unknown> | AsyncIterable<unknown>,
    value: unknown,
  ): AsyncGenerator<AnyResult, void, void> {
    const parameters = readShared(source, value);
    const { signal, concurrency, requestsPerSecond } = parameters;
    signal?.throwIfAborted();
    // A batch at a pace of its own decides itself when to send again.
    const pool = clientPool(requestsPerSecond ? (config, place) => open({ ...config, maxAttempts: 1 }, place) : open);
    const journal = await openJournalOf(parameters, openJournal);
    const batch = new Batch({ parameters, journal });
    const control = { isStopped: () => signal?.aborted || batch.stopped !== undefined, end: () => batch.end() };
    try {
      warnOfPassThru(parameters);
      const resultOf = resultsOf(parameters, batch, approvalOf(parameters), pool);
      yield* mapInOrder(source, concurrency ?? 1, control, resultOf);
      signal?.throwIfAborted();
      if (batch.stopped && batch.stopped.code !== 'ERR_STOPPED_CALLER') throw batch.stopped;
    } finally {
      await pool.close();
      await journal?.close();
    }
  }
  return resetForgottenPasswords as ResetForgottenPasswords;
}
