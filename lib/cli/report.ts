// What standard error says: errors and events, as text for people or as lines of JSON.
import {
  type ClientEvent,
  type CmdletMessage,
  isForgotPasswordError,
  RequestValidationError,
  type ResponseMetadata,
  type SettingResolved,
  StoppedError,
} from '../node.ts';
import { confirmFlags } from './confirm-flags.ts';
import { type Ending, type OperationName, UsageError } from './failures.ts';
import type { Settings } from './flag.ts';
import { flags } from './flags.ts';
import { operatorHint } from './operator-hints.ts';
import { printable, toJson } from './output.ts';
import type { Surroundings } from './surroundings.ts';

/** What the command itself has to say on the way. */
export interface Notice {
  readonly type: 'notice';
  readonly text: string;
}

/** How standard error is written. */
export type ErrorFormat = 'text' | 'json';

/** The fields that errors of this package may have; those of other errors stay unknown. */
export interface Described {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
  readonly reason?: string;
  readonly hint?: string;
  readonly outcome?: Ending;
  readonly failure?: string;
  /** Of a record that an earlier run sent: the name of the error at that time. */
  readonly errorName?: string;
  readonly $metadata?: ResponseMetadata;
}

const OUTCOMES: Readonly<Record<OperationName, Readonly<Record<Ending, string>>>> = {
  ForgotPassword: {
    'not-sent': 'not-sent (the service never saw the request)',
    rejected: 'rejected (no code was sent)',
    unknown: 'unknown (a code may have been sent)',
    accepted: 'accepted (a code was sent, unless the service hides that there is no such user)',
  },
  ConfirmForgotPassword: {
    'not-sent': 'not-sent (the service never saw the request)',
    rejected: 'rejected (the password was not changed)',
    unknown: 'unknown (the password may have been changed)',
    accepted: 'accepted (the password was changed)',
  },
};

/** The flags that set the members in which a request breaks its schema. */
function flagsBehind({ issues }: RequestValidationError): string {
  const parameters = issues.map(({ path }) => path.slice(1).replace('/', '_'));
  const known = new Map([...flags, ...confirmFlags]);
  const behind = [...known.values()].filter(({ sets: [bag, field], member = bag === 'parameters' && field }) =>
    parameters.some((parameter) => member && `${parameter}_`.startsWith(`${member}_`)),
  );
  return behind.map(({ name, env }) => `--${name}${env ? ` or ${env}` : ''}`).join(', ');
}

/** What to do, where only the command line knows it. */
function hintOf(error: unknown, operation: OperationName): string | undefined {
  if (error instanceof UsageError) {
    return `See cognito-forgot-password ${operation === 'ConfirmForgotPassword' ? 'confirm ' : ''}--help.`;
  }
  if (error instanceof StoppedError) return describe(error.cause).hint;
  if (error instanceof RequestValidationError) {
    const behind = flagsBehind(error);
    return behind && `Set by ${behind}.`;
  }
  if (isForgotPasswordError(error) && error.code === 'ERR_CONFIGURATION_REGION') {
    return 'Give --region, --user-pool-id or --endpoint-url.';
  }
  return undefined;
}

/** What can be told of an error: its name, its message, and what else an error of this package has. */
export function describe(error: unknown): Described {
  const { name, message } = error instanceof Error ? error : { name: 'Error', message: `${error}` };
  // Own fields only: an error of this package has no others that matter, and none of them is a secret.
  const fields = isForgotPasswordError(error) || 'outcome' in Object(error) ? { ...Object(error) } : {};
  const hint = operatorHint(fields);
  return { name, message, ...fields, ...(hint && { hint }) };
}

/** An error with the lines that help, or as one line of JSON. */
export function formatError(error: unknown, format: ErrorFormat, operation: OperationName = 'ForgotPassword'): string {
  const ownHint = hintOf(error, operation);
  const description = { ...describe(error), ...(ownHint && { hint: ownHint }) };
  if (format === 'json') return `${toJson(description)}\n`;
  const { name, message, failure, reason, hint, outcome, $metadata } = description;
  // Where a run of many stops, each record has an outcome of its own.
  const known = error instanceof StoppedError ? undefined : outcome && OUTCOMES[operation][outcome];
  const lines = { failure, reason, hint, outcome: known, 'request id': $metadata?.requestId };
  const details = Object.entries(lines).map(([label, text]) => (text ? `  ${label}: ${printable(text)}\n` : ''));
  return `${printable(`${name}: ${message}`)}\n${details.join('')}`;
}

/** A mark of an endpoint to which the request, and with it the user's name, goes for everybody on the way to read. */
function plainMark(endpoint: string): string {
  const isLoopback = /^http:\/\/(([^/]+\.)?localhost|127(\.\d+){3}|\[::1\])(:\d+)?(\/|$)/i.test(endpoint);
  return endpoint.startsWith('https:') || isLoopback ? '' : ' (not encrypted)';
}

function sentenceOf(event: ClientEvent | SettingResolved): string {
  if (event.type === 'setting-resolved')
    return `${event.setting}: ${event.value ?? '(not shown)'} (from ${event.source})`;
  const attempt = `attempt ${event.attempts}`;
  switch (event.type) {
    case 'attempt-started':
      return `${attempt}: POST ${event.endpoint}${plainMark(event.endpoint)}`;
    case 'response-received':
      return `${attempt}: status ${event.httpStatusCode}, request id ${event.requestId ?? 'not given'}`;
    case 'retry-scheduled':
      return `${attempt}: ${event.errorName}; next one in ${Math.ceil(event.delayMs)} ms`;
    case 'call-finished':
      return `finished: ${event.outcome} after ${Math.ceil(event.durationMs)} ms, attempts: ${event.attempts}`;
  }
}

/** The time of day, to the millisecond, as UTC. */
const clockTime = (time: Date): string => time.toISOString().slice(11, 23);

/** One line about what a client does, with the time and, in a batch, the record; or about where a setting comes from. */
export function formatEvent(
  event: ClientEvent | SettingResolved,
  format: ErrorFormat,
  time: Date = new Date(),
): string {
  if (format === 'json') return `${toJson({ time: time.toISOString(), ...event })}\n`;
  const sentence = printable(sentenceOf(event));
  // A setting is found before there is a record, and does not change.
  if (event.type === 'setting-resolved') return `${sentence}\n`;
  const record = 'index' in event ? `record ${event.index}, ` : '';
  return `${clockTime(time)} ${record}${sentence}\n`;
}

/** One line of what the cmdlet, or the command, has to say. */
export function formatMessage(message: CmdletMessage | Notice, format: ErrorFormat): string {
  const start = message.type === 'warning' ? 'WARNING: ' : '';
  return `${format === 'json' ? toJson(message) : printable(`${start}${message.text}`)}\n`;
}

/** Tells a person at the terminal why Ctrl-C does not end the command at once. */
export function sayThatItWaits({ errorFormat = 'text' }: Settings, { stderr }: Surroundings): void {
  const text = 'Waiting for requests in flight. Press Ctrl-C again to quit.';
  if (stderr.isTTY) stderr.write(formatMessage({ type: 'notice', text }, errorFormat));
}
