// The cmdlet Reset-CGIPForgottenPassword at the end of a pipeline.
import { isForgotPasswordError, RequestValidationError } from '../errors.ts';
import { clientPool, type OpenClient } from './client-pool.ts';
import { approvalOf } from './confirmation.ts';
import { type Parameters, readParameters } from './parameters.ts';
import {
  checkParameters,
  chooseSelector,
  processRecord,
  type ResetForgottenPasswordOutput,
  type ResetForgottenPasswordParameters,
  warnOfPassThru,
} from './reset-forgotten-password.ts';

type Switch = boolean | null | undefined;

/** What became of one record. */
export type RecordResult<Input, Output> =
  | { readonly index: number; readonly input: Input; readonly ok: true; readonly output: Output }
  | { readonly index: number; readonly input: Input; readonly ok: false; readonly error: unknown };

/**
 * Calls ForgotPassword for each record of a source, and yields one result per record, in order. A string is a username, an
 * object holds parameters by name, in any case, and an error of this package stands for a record that could not be read.
 * A record that fails does not stop the others. What a record holds comes before `parameters`. The source is read only as
 * fast as its records are sent, and closed when the caller stops early.
 *
 * @throws `RequestValidationError` when `source` or `parameters` cannot be used at all; the source's own error; the
 * signal's own reason, after the result of the record that was under way.
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
  parameters: ResetForgottenPasswordParameters<Select, PassThru, WhatIf, Confirm>,
) => AsyncGenerator<
  RecordResult<
    Input,
    // A record may hold a Select of its own.
    Input extends string ? ResetForgottenPasswordOutput<Select, PassThru, WhatIf, Confirm> : unknown
  >,
  void,
  void
>;

/**
 * The parameters that all records share.
 *
 * @throws {@link RequestValidationError} when they, or the source, cannot be used at all.
 */
function readShared(source: unknown, value: unknown): Parameters {
  const [parameters, issues] = readParameters(value, 'call');
  chooseSelector(parameters, issues);
  // A string is iterable too, by characters.
  if (typeof source === 'string' || !(Symbol.iterator in Object(source) || Symbol.asyncIterator in Object(source))) {
    issues.push({ path: '', keyword: 'type', message: 'The source must be an iterable of records' });
  }
  if (issues.length) throw new RequestValidationError(issues);
  return parameters;
}

/** Makes the pipeline of one platform. */
export function defineResetForgottenPasswords(open: OpenClient): ResetForgottenPasswords {
  async function* resetForgottenPasswords(
    source: Iterable<unknown> | AsyncIterable<unknown>,
    value: unknown,
  ): AsyncGenerator<RecordResult<unknown, unknown>, void, void> {
    const parameters = readShared(source, value);
    const { signal } = parameters;
    const approve = approvalOf(parameters);
    const pool = clientPool(open);
    const resultOf = async (input: unknown, index: number): Promise<RecordResult<unknown, unknown>> => {
      try {
        if (isForgotPasswordError(input)) throw input;
        const record = typeof input === 'string' ? { Username: input } : input;
        const output = await processRecord(checkParameters(record, parameters), approve, pool);
        return { index, input, ok: true, output };
      } catch (error) {
        return { index, input, ok: false, error };
      }
    };
    warnOfPassThru(parameters);
    let index = 0;
    try {
      signal?.throwIfAborted();
      for await (const input of source) {
        yield await resultOf(input, index++);
        signal?.throwIfAborted();
      }
    } finally {
      await pool.close();
    }
  }
  return resetForgottenPasswords as ResetForgottenPasswords;
}
