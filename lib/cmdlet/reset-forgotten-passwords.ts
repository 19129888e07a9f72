// The cmdlet Reset-CGIPForgottenPassword at the end of a pipeline.
import { Batch, keepsPace } from '../bulk/batch.ts';
import type { Journal, OpenJournal } from '../bulk/journal.ts';
import { mapInOrder } from '../bulk/map-in-order.ts';
import type { SkippedResult } from '../bulk/skipped-result.ts';
import { isForgotPasswordError, RequestValidationError } from '../errors.ts';
import { type ClientPool, clientPool, type OpenClient } from './client-pool.ts';
import { type Approval, approvalOf } from './confirmation.ts';
import { type BatchCallParameters, type Parameters, readParameters } from './parameters.ts';
import {
  call,
  checkParameters,
  chooseSelector,
  type ResetForgottenPasswordOutput,
  type ResetForgottenPasswordParameters,
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
 * journal cannot; `StoppedError` when the batch ends before its source does; the source's own error; the reason of a
 * signal, after the results of the records that were under way. A record that was read but not begun by then has none.
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

const clientIdOf = ({ ClientId, ClientConfig }: Parameters): string | undefined =>
  ClientId ?? ClientConfig?.clientId ?? undefined;

async function openJournalFor(
  parameters: Parameters & BatchCallParameters,
  open: OpenJournal,
): Promise<Journal | undefined> {
  const { journal, deduplicate, journalPlain, WhatIf, Region, EndpointUrl, ClientConfig } = parameters;
  if (!journal && !deduplicate) return undefined;
  const { userPoolId, region, endpointUrl } = ClientConfig ?? {};
  const scope = {
    clientId: clientIdOf(parameters),
    userPoolId,
    region: Region ?? region ?? userPoolId?.replace(/_.*/, ''),
    endpointUrl: EndpointUrl ?? endpointUrl,
  };
  return open(journal ?? undefined, { scope, isPlain: journalPlain ?? false, isReadOnly: WhatIf ?? false });
}

/** Makes what turns one record into its result, and never rejects; into nothing where it is not begun, as the batch ends. */
function resultsOf(shared: Parameters, batch: Batch, approve: Approval, pool: ClientPool) {
  const process = async (input: unknown, index: number): Promise<AnyResult | undefined> => {
    if (isForgotPasswordError(input)) throw input;
    const { parameters, select } = checkParameters(typeof input === 'string' ? { Username: input } : input, shared);
    // Before anything is waited for: of two that are the same, the first is to be the one that is sent.
    const record = batch.find(clientIdOf(parameters), `${parameters.Username}`);
    const skipped = record && batch.skip(record);
    if (skipped) return { index, input, ...skipped };
    const approval = approve(parameters);
    if (!(approval === true || (await approval)))
      return { index, input, ok: true, output: undefined, skipped: 'declined' };
    const { maxAttempts = 3, delivery } = parameters.ClientConfig ?? {};
    const response = await batch.send(record, { call: () => call(parameters, pool), maxAttempts, delivery });
    return response && { index, input, ok: true, output: select(response, parameters) };
  };
  return async (input: unknown, index: number): Promise<AnyResult | undefined> => {
    const failed = (error: unknown): AnyResult => ({ index, input, ok: false, error });
    const result = await process(input, index).catch(failed);
    if (result) batch.finish(result);
    return result;
  };
}

/** Makes the pipeline of one platform. */
export function defineResetForgottenPasswords(
  open: OpenClient,
  openJournal: OpenJournal,
  onSignal?: (signal: AbortSignal) => void,
): ResetForgottenPasswords {
  async function* resetForgottenPasswords(
    source: Iterable<unknown> | AsyncIterable<unknown>,
    value: unknown,
  ): AsyncGenerator<AnyResult, void, void> {
    const parameters = readShared(source, value);
    const { signal, stopSignal, concurrency } = parameters;
    for (const given of [signal, stopSignal]) given?.throwIfAborted();
    const pool = clientPool(
      keepsPace(parameters) ? (config, place) => open({ ...config, maxAttempts: 1 }, place) : open,
    );
    const batch = new Batch(parameters, await openJournalFor(parameters, openJournal));
    const { halted } = batch;
    onSignal?.(halted);
    try {
      warnOfPassThru(parameters);
      const results = resultsOf(parameters, batch, approvalOf(parameters), pool);
      yield* mapInOrder(source, { concurrency: concurrency ?? 1, end: halted, onReturn: () => batch.end() }, results);
      halted.throwIfAborted();
    } finally {
      await pool.close();
      await batch.close();
    }
  }
  return resetForgottenPasswords as ResetForgottenPasswords;
}
