// What an operation of the service is, and what is done with its descriptor.
import { RequestValidationError } from '../errors/errors.ts';
import { sentencesOf, type ValidationIssue } from '../schema/issue.ts';
import type { ObjectSchema } from '../schema/schema.ts';
import { type Copy, findIssues } from '../schema/validate.ts';
import { isObject } from '../util/is-object.ts';

/** The operations of the service that this package calls. */
export type OperationName = 'ForgotPassword' | 'ConfirmForgotPassword';

/** An operation of the service: the client needs nothing else to call one more. */
export interface Operation {
  readonly name: OperationName;
  readonly request: ObjectSchema;
  readonly response: ObjectSchema;
  /** What to do where it is not known whether the service acted. */
  readonly unknownHint: string;
  /** Names of client faults that the service answers with after it may have acted. */
  readonly ambiguousErrors?: RegExp;
}

/** The members that every request to an app client has. */
export interface Members {
  readonly ClientId: string;
  readonly Username: string;
  SecretHash?: string;
}

// Not secret: the service's model marks ClientId as sensitive, but every page shows it.
const PUBLIC_MEMBERS: readonly string[] = ['ClientId', 'AnalyticsMetadata'];

/** Whether the values of a member are secret. */
export const isSecretMember = (name: string): boolean => !PUBLIC_MEMBERS.includes(name);

/** A copy of a request's own members and of those of its structures; anything but an object is returned as it is. */
function copyOf(input: unknown, ClientId: string | undefined): unknown {
  if (!isObject(input)) return input;
  // V8 is slow to add a member to a spread copy, but not to spread into an object that has some.
  const copy: Copy = { ClientId, ...input };
  copy.ClientId ??= ClientId;
  for (const name of Object.keys(copy)) {
    const member = copy[name];
    if (isObject(member)) copy[name] = { ...member };
  }
  return copy;
}

/**
 * What is to be sent of a request; `ClientId` stands in where it names none.
 *
 * @throws {@link RequestValidationError} when that breaks the schema.
 */
export function prepareRequest({ request }: Operation, input: unknown, ClientId: string | undefined): Members {
  const copy = copyOf(input, ClientId);
  const { issues, total } = findIssues(request, copy);
  if (total) throw new RequestValidationError(sentencesOf(issues, total), { issues });
  return copy as Members;
}

/** What is wrong with a request, at most 100 issues; an empty list when it may be sent. */
export function requestIssues({ request }: Operation, input: unknown): readonly ValidationIssue[] {
  // In the order in which the client finds them.
  return findIssues(request, copyOf(input, undefined)).issues;
}

/** Every secret text of a request, and the client's own. Plain loops, as each reply asks for them. */
export function secretsOf(members: object, clientSecret: string | undefined): readonly string[] {
  const secrets: string[] = clientSecret ? [clientSecret] : [];
  for (const [name, member] of Object.entries(members)) {
    if (!isSecretMember(name)) continue;
    if (typeof member === 'string') secrets.push(member);
    else if (isObject(member)) {
      for (const value of Object.values(member)) if (typeof value === 'string') secrets.push(value);
    }
  }
  return secrets;
}
