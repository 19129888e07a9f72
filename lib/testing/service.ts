// The JSON 1.1 protocol around a pool. It handles HTTP requests one after the other, and applies faults.

import type { OperationName } from '../operations/operation.ts';
import { Cognito, type CognitoMessage, type Environment } from './cognito.ts';
import { type Fault, Faults } from './faults.ts';
import type { CognitoOptions } from './options.ts';
import { type Refusal, refusal } from './refusals.ts';

/** An HTTP request. */
export interface Incoming {
  /** The header `x-amz-target`. */
  readonly target: string | undefined;
  readonly body: string;
}

/** An HTTP reply. */
export interface Reply {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The result of a request: a reply, complete or cut off; a reset connection; or a stall. */
export type Fate = { readonly kind: 'reply' | 'cut'; readonly reply: Reply } | { readonly kind: 'reset' | 'stall' };

/** A request that the pool received. */
export interface CognitoRequest {
  readonly operation: OperationName;
  /** The members as the client sent them. */
  readonly members: Readonly<Record<string, unknown>>;
  /** The time of arrival, in milliseconds since 1970. */
  readonly at: number;
  /** The request ID of the reply. */
  readonly requestId: string;
}

const SERVICE = 'AWSCognitoIdentityProviderService.';
const HTML = '<!DOCTYPE html><html><head><title>Not the service</title></head><body>Not the service</body></html>\n';

const htmlReply = (status: number): Reply => ({ status, headers: { 'content-type': 'text/html' }, body: HTML });

const isOperation = (name: string): name is OperationName =>
  name === 'ForgotPassword' || name === 'ConfirmForgotPassword';

function parsed(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/** The service in front of a pool. */
export class Service {
  readonly messages: CognitoMessage[] = [];
  readonly requests: CognitoRequest[] = [];
  readonly #options: CognitoOptions;
  readonly #environment: Environment;
  readonly #faults = new Faults();
  #pool: Cognito;
  #previous: Promise<unknown> = Promise.resolve();
  #count = 0;

  constructor(options: CognitoOptions, environment: Environment) {
    this.#options = options;
    this.#environment = environment;
    this.#pool = this.#openPool();
  }

  get pool(): Cognito {
    return this.#pool;
  }

  fail(fault: Fault): void {
    this.#faults.add(fault);
  }

  /** Restores the initial state. */
  reset(): void {
    this.#pool = this.#openPool();
    this.#faults.clear();
    // Specs may keep references to these lists.
    this.messages.length = 0;
    this.requests.length = 0;
    this.#count = 0;
  }

  /** Handles a request after all earlier ones. */
  receive(incoming: Incoming): Promise<Fate> {
    const fate = this.#previous.then(() => this.#decide(incoming));
    this.#previous = fate.catch(() => {});
    return fate;
  }

  #openPool(): Cognito {
    return new Cognito(this.#options, this.#environment, (message) => this.messages.push(message));
  }

  async #decide({ target = '', body }: Incoming): Promise<Fate> {
    this.#count++;
    const requestId = `00000000-0000-4000-8000-${String(this.#count).padStart(12, '0')}`;
    const operation = target.startsWith(SERVICE) ? target.slice(SERVICE.length) : '';
    if (!operation) return { kind: 'reply', reply: targetLost(requestId) };
    if (!isOperation(operation))
      return { kind: 'reply', reply: errorReply(refusal('UnknownOperationException'), requestId) };
    const members = parsed(body);
    this.requests.push({ operation, members: members ?? {}, at: this.#environment.now(), requestId });
    const fault = this.#faults.take(operation, members?.Username);
    if (fault?.when === 'before') return fateOf(fault, requestId, okReply({}, requestId));
    const answer = await this.#pool.answer(operation, members);
    const reply = 'refused' in answer ? errorReply(answer.refused, requestId) : okReply(answer.accepted, requestId);
    return fault ? fateOf(fault, requestId, reply) : { kind: 'reply', reply };
  }
}

function fateOf({ with: kind }: Fault, requestId: string, reply: Reply): Fate {
  if (kind === 'reset' || kind === 'stall') return { kind };
  if (kind === 'cut') return { kind, reply };
  if (kind === 'html') return { kind: 'reply', reply: htmlReply(200) };
  if (typeof kind === 'object') {
    return { kind: 'reply', reply: errorReply(refusal(kind.name, kind.message, kind.status), requestId) };
  }
  // Replies with these statuses have no body.
  if ([204, 205, 304].includes(kind)) return { kind: 'reply', reply: { status: kind, headers: {}, body: '' } };
  return { kind: 'reply', reply: htmlReply(kind) };
}

const headersOf = (requestId: string): Record<string, string> => ({
  'content-type': 'application/x-amz-json-1.1',
  'x-amzn-requestid': requestId,
});

function okReply(members: object, requestId: string): Reply {
  return { status: 200, headers: headersOf(requestId), body: JSON.stringify(members) };
}

function errorReply({ name, message, status }: Refusal, requestId: string): Reply {
  const headers = { ...headersOf(requestId), 'x-amzn-errortype': `${name}:` };
  return {
    status,
    // A header can hold only these characters.
    headers: /^[\x20-\x7e]*$/.test(message) ? { ...headers, 'x-amzn-errormessage': message } : headers,
    body: JSON.stringify({ __type: name, message }),
  };
}

/** The service's reply to a request without a target. */
function targetLost(requestId: string): Reply {
  const message = 'The server did not understand the operation that was requested.';
  return {
    status: 400,
    headers: { 'content-type': 'application/json', 'x-amzn-requestid': requestId },
    body: JSON.stringify({ code: 'BadRequest', message, type: 'client' }),
  };
}
