// Failures that a spec requests: before the service acts (it then does not act), or after it acted.
import type { OperationName } from '../operations/operation.ts';
import { type Check, checkMembers, count, oneOf, type Shape, text } from './options.ts';
import { refuse } from './refuse.ts';

/** An error reply of the service. */
export interface NamedFault {
  readonly name: string;
  /** Default: the service's message for this name. */
  readonly message?: string | undefined;
  /** From 400 to 599. Default: the service's status for this name. */
  readonly status?: number | undefined;
}

/** A failure of a later request. */
export interface Fault {
  /** Whether the request fails before or after the service acts. */
  readonly when: 'before' | 'after';
  /**
   * `reset`: the connection is reset before a reply. `stall`: no reply. `cut`: the connection breaks within the reply.
   * `html`: an HTML page with status 200. A number: a reply with this status (200 to 599) that is not the service's. An
   * object: an error reply of the service.
   */
  readonly with: 'reset' | 'stall' | 'cut' | 'html' | number | NamedFault;
  /** The number of requests that fail. Default: 1. `Infinity`: until `reset()`. */
  readonly times?: number | undefined;
  /** Default: both operations. */
  readonly operation?: OperationName | undefined;
  /** The `Username` of the requests that fail, as the client sends it. Default: every user. */
  readonly username?: string | undefined;
}

const isStatus = (value: unknown, from: number): boolean =>
  Number.isInteger(value) && Number(value) >= from && Number(value) <= 599;

const unless =
  (isRight: (value: unknown) => boolean, check: Check): Check =>
  (value) =>
    isRight(value) ? undefined : check(value);

const KINDS = ['reset', 'stall', 'cut', 'html'] as const;
const isKnownKind = (value: unknown): boolean => KINDS.some((kind) => kind === value) || isStatus(value, 200);
const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;
const isAbsent = (value: unknown): boolean => value === undefined;

const faultShape: Shape<Fault> = {
  when: oneOf('before', 'after'),
  with: unless(
    (value) => isKnownKind(value) || isObject(value),
    () =>
      `must be ${KINDS.map((kind) => `"${kind}"`).join(', ')}, a status from 200 to 599, or { name, message?, status? }`,
  ),
  times: unless((value) => isAbsent(value) || value === Number.POSITIVE_INFINITY, count),
  operation: unless(isAbsent, oneOf('ForgotPassword', 'ConfirmForgotPassword')),
  username: unless(isAbsent, text),
};

const namedShape: Shape<NamedFault> = {
  name: unless(
    (value) => typeof value === 'string' && /^[a-z][\w.-]{0,127}$/i.test(value),
    () => "must be an exception's name",
  ),
  message: unless(isAbsent, text),
  status: unless(
    (value) => isAbsent(value) || isStatus(value, 400),
    () => 'must be a status from 400 to 599',
  ),
};

/** The queue of faults. A request takes the first fault that matches its operation and user. */
export class Faults {
  #pending: { readonly fault: Fault; left: number }[] = [];

  /** @throws `ConfigurationError` `ERR_CONFIGURATION_OPTION` if the fault is invalid. */
  add(fault: Fault): void {
    checkMembers('fail: ', fault, faultShape);
    if (typeof fault.with === 'object') checkMembers('fail: with.', fault.with, namedShape);
    this.#pending.push({ fault: { ...fault }, left: fault.times ?? 1 });
  }

  /** Takes the fault for a request, if there is one. */
  take(operation: OperationName, username: unknown): Fault | undefined {
    const next = this.#pending.find(
      ({ fault }) => (fault.operation ?? operation) === operation && (fault.username ?? username) === username,
    );
    if (!next) return undefined;
    next.left--;
    if (!next.left) this.#pending = this.#pending.filter((each) => each !== next);
    return next.fault;
  }

  clear(): void {
    this.#pending = [];
  }
}

/** @throws `ConfigurationError` if the name cannot be an exception's name. */
export function checkExceptionName(name: unknown): void {
  const problem = namedShape.name(name);
  if (problem) refuse(`The name ${problem}`);
}
