// The cmdlet Reset-CGIPForgottenPassword, for one user.

import type { CallPolicy } from '../client/policy.ts';
import {
  type ForgotPasswordOutput,
  forgotPassword,
  validateForgotPasswordRequest,
} from '../operations/forgot-password.ts';
import type { CodeDeliveryDetailsType } from '../schema/generated/types.ts';
import type { ValidationIssue } from '../schema/issue.ts';
import { isObject } from '../util/is-object.ts';
import { bind, contradictionsOf } from './binding.ts';
import { type CallerPool, callerPool } from './caller-pool.ts';
import { approvalOf, tell } from './confirmation.ts';
import { invalid, type Parameters, parameterIssue, readParameters, requestOf } from './parameters.ts';
import type { CmdletPlatform } from './platform.ts';
import {
  type CheckedSelect,
  type SelectExpression,
  type Selected,
  type Selector,
  selectorOf,
  selectSentence,
} from './select.ts';

type Switch = boolean | null | undefined;

/** What a `Select` may be; its known expressions, so that editors complete them. */
export type Selection = SelectExpression | (string & {}) | null | undefined;

/** The parameters of the cmdlet; the type parameters are what decides about the type of its output. */
export interface ResetForgottenPasswordParameters<
  Select extends Selection = Selection,
  PassThru extends Switch = Switch,
  WhatIf extends Switch = Switch,
  Confirm extends Switch = Switch,
> extends Parameters {
  readonly Select?: CheckedSelect<Select>;
  readonly PassThru?: PassThru;
  readonly WhatIf?: WhatIf;
  readonly Confirm?: Confirm;
}

/** What the cmdlet returns: what `Select` names; `undefined` too where `WhatIf` or `Confirm` may keep it from sending. */
export type ResetForgottenPasswordOutput<Select, PassThru, WhatIf, Confirm> =
  | (Select extends string
      ? Selected<Select>
      : true extends PassThru
        ? string | (boolean extends PassThru ? CodeDeliveryDetailsType | undefined : never)
        : CodeDeliveryDetailsType | undefined)
  | (true extends WhatIf | Confirm ? undefined : never);

/** Parameters that have been checked, and what is to be returned. */
export interface CheckedParameters {
  readonly parameters: Parameters;
  readonly select: Selector;
}

/** The selector of parameters, where they name one. */
export function chooseSelector({ PassThru, Select }: Parameters, issues: ValidationIssue[]): Selector | undefined {
  if (PassThru && Select !== undefined)
    issues.push(parameterIssue('PassThru', 'not', 'excludes Select; remove PassThru'));
  const given = Select ?? (PassThru ? '^Username' : 'CodeDeliveryDetails');
  // Not every value can be made a text.
  const selector = typeof given === 'string' ? selectorOf(given) : undefined;
  if (!selector) issues.push(parameterIssue('Select', 'enum', selectSentence()));
  return selector;
}

/**
 * Checks the parameters of one call, or of one record on top of those of its pipeline, which stand.
 *
 * @throws {@link RequestValidationError} with everything that is wrong.
 */
export function checkParameters(value: unknown, pipeline?: Parameters): CheckedParameters {
  const [own, issues] = readParameters(value, pipeline ? 'record' : 'call');
  if (pipeline) issues.push(...contradictionsOf(pipeline, own));
  const parameters = pipeline ? bind(pipeline, own) : own;
  const select = chooseSelector(parameters, issues);
  const ClientId = parameters.ClientId ?? parameters.ClientConfig?.clientId;
  if (isObject(value)) issues.push(...validateForgotPasswordRequest({ ...requestOf(parameters), ClientId }));
  if (!select || issues.length) throw invalid(issues);
  return { parameters, select };
}

/** Tells that a parameter is deprecated. */
export function warnOfPassThru(parameters: Parameters): void {
  const text = "PassThru is deprecated; use Select: '^Username'.";
  if (parameters.PassThru) void tell(parameters, { type: 'warning', text });
}

/** Makes the call. */
export async function call(
  parameters: Parameters,
  { callerOf }: CallerPool,
  policy?: CallPolicy,
): Promise<ForgotPasswordOutput> {
  const { signal } = parameters;
  const options = { signal: signal ?? undefined };
  return callerOf(parameters).call(forgotPassword, requestOf(parameters), options, policy);
}

/**
 * Calls ForgotPassword with the parameters of the cmdlet `Reset-CGIPForgottenPassword`: asks the service to send the user
 * a code with which to set a new password.
 *
 * @throws `RequestValidationError` for parameters that are unknown, of the wrong type, given twice or against the
 * request's schema, and for a `Select` that names nothing; `ConfigurationError` when the client cannot work as it is set
 * up, or `Confirm` has nobody to ask; and everything that `forgotPassword` of the client throws.
 * @example
 * await resetForgottenPassword({ Username: 'alice', ClientId: 'abc', Region: 'eu-west-1', Select: '*' });
 */
export type ResetForgottenPassword = <
  const Select extends Selection = undefined,
  const PassThru extends Switch = undefined,
  const WhatIf extends Switch = undefined,
  const Confirm extends Switch = undefined,
>(
  parameters: ResetForgottenPasswordParameters<Select, PassThru, WhatIf, Confirm>,
) => Promise<ResetForgottenPasswordOutput<Select, PassThru, WhatIf, Confirm>>;

/** Makes the cmdlet of one platform. */
export function defineResetForgottenPassword({ openCaller }: CmdletPlatform): ResetForgottenPassword {
  const resetForgottenPassword = async (value: unknown): Promise<unknown> => {
    const checked = checkParameters(value);
    const pool = callerPool(openCaller);
    try {
      warnOfPassThru(checked.parameters);
      const { parameters, select } = checked;
      const isApproved = await approvalOf(parameters)(parameters);
      return isApproved ? select(await call(parameters, pool), parameters) : undefined;
    } finally {
      await pool.close();
    }
  };
  return resetForgottenPassword as ResetForgottenPassword;
}
