// Validates a request as the service does, with its messages. Like the service, it ignores unknown members.

import { confirmForgotPassword } from '../operations/confirm-forgot-password.ts';
import { forgotPassword } from '../operations/forgot-password.ts';
import type { Operation, OperationName } from '../operations/operation.ts';
import type { ObjectSchema, Schema, TextSchema } from '../schema/schema.ts';
import { isObject } from '../util/is-object.ts';
import { type Refusal, refusal } from './refusals.ts';

/** The members of a valid request. */
export interface Members {
  readonly ClientId: string;
  readonly Username: string;
  readonly SecretHash?: string | undefined;
  /** Empty for ForgotPassword. */
  readonly ConfirmationCode: string;
  /** Empty for ForgotPassword. */
  readonly Password: string;
}

/** The problems of a request. The service stops at the first wrong type, but lists every broken constraint. */
interface Findings {
  readonly wrongTypes: string[];
  readonly broken: string[];
}

/** The operations that the pool answers. */
export const OPERATIONS: Readonly<Record<OperationName, Operation>> = {
  ForgotPassword: forgotPassword,
  ConfirmForgotPassword: confirmForgotPassword,
};

// The service's own patterns where they differ from our schemas'. The service was seen to apply the one for passwords: no
// white space at either end.
const PATTERNS: Readonly<Record<string, string>> = {
  confirmationCode: '[\\S]+',
  password: '^[\\S]+.*[\\S]+$',
};

// The service's messages show only the values of members that its model does not mark as sensitive.
const SHOWN = new Set(['confirmationCode']);

/** The member's name in the service's messages. */
const shownName = (member: string): string => member.charAt(0).toLowerCase() + member.slice(1);

/** A pattern as the service writes it: without anchors, as it always applies to the whole value. */
const shownPattern = (member: string, pattern: string | undefined): string | undefined =>
  PATTERNS[member] ?? pattern?.replace(/^\^|\$$/g, '');

function checkText(value: string, schema: TextSchema, at: string, { broken }: Findings): void {
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY } = schema;
  const pattern = shownPattern(at, schema.pattern?.().source);
  const length = [...value].length;
  const report = (problem: string): void => {
    const shown = SHOWN.has(at) ? `'${value}' ` : '';
    broken.push(`Value ${shown}at '${at}' failed to satisfy constraint: Member must ${problem}`);
  };
  if (length < minLength) report(`have length greater than or equal to ${minLength}`);
  if (length > maxLength) report(`have length less than or equal to ${maxLength}`);
  if (pattern && !new RegExp(`^(?:${pattern})$`, 'u').test(value)) {
    report(`satisfy regular expression pattern: ${pattern}`);
  }
}

function checkMember(value: unknown, schema: Schema, at: string, findings: Findings): void {
  if (schema.type === 'object') {
    if (isObject(value)) checkStructure(value, schema, `${at}.`, findings);
    else findings.wrongTypes.push('Start of structure or map expected');
  } else if (typeof value !== 'string') {
    findings.wrongTypes.push(`${(typeof value).toUpperCase()}_VALUE can not be converted to a String`);
  } else if (schema.type === 'string') {
    checkText(value, schema, at, findings);
  }
}

function checkStructure(
  value: Readonly<Record<string, unknown>>,
  { properties = {}, required = [], additionalProperties }: ObjectSchema,
  at: string,
  findings: Findings,
): void {
  for (const [member, schema] of Object.entries(properties)) {
    const own = Object.hasOwn(value, member) ? value[member] : undefined;
    const place = at + shownName(member);
    if (own !== undefined && own !== null) checkMember(own, schema, place, findings);
    else if (required.includes(member)) {
      findings.broken.push(`Value null at '${place}' failed to satisfy constraint: Member must not be null`);
    }
  }
  if (!additionalProperties) return;
  for (const [key, member] of Object.entries(value)) {
    checkMember(member, additionalProperties, `${at}${key}.member`, findings);
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The members of a request, or the service's error if they are invalid. */
export function validated(operation: OperationName, request: unknown): Members | Refusal {
  if (!isObject(request)) return refusal('SerializationException', 'Start of structure or map expected');
  const findings: Findings = { wrongTypes: [], broken: [] };
  checkStructure(request, OPERATIONS[operation].request, '', findings);
  const { wrongTypes, broken } = findings;
  if (wrongTypes[0]) return refusal('SerializationException', wrongTypes[0]);
  if (broken.length) {
    const count = `${broken.length} validation error${broken.length > 1 ? 's' : ''} detected`;
    return refusal('InvalidParameterException', `${count}: ${broken.join('; ')}`);
  }
  const { ClientId, Username, SecretHash, ConfirmationCode, Password } = request;
  return {
    ClientId: textOf(ClientId),
    Username: textOf(Username),
    SecretHash: textOf(SecretHash) || undefined,
    ConfirmationCode: textOf(ConfirmationCode),
    Password: textOf(Password),
  };
}
