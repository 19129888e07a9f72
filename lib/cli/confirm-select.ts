// --select of `confirm`: what is printed of an answer in which there is nothing but what is known of the exchange.
import { parameterName } from '../cmdlet/parameters.ts';
import type { ConfirmForgotPasswordOutput } from '../node.ts';
import type { Arguments } from './arguments.ts';
import { UsageError } from './failures.ts';

const MEMBERS = ['attempts', 'httpStatusCode', 'requestId', 'totalRetryDelay'] as const;

/** Reads what is selected, once there is an answer. */
export type ConfirmSelector = (output: ConfirmForgotPasswordOutput) => unknown;

/**
 * The selector that the command line asks for; nothing where it asks for none. No code and no password can be selected.
 *
 * @throws `UsageError` for a name that stands for nothing.
 */
export function selectorOfConfirm({ parameters }: Arguments): ConfirmSelector | undefined {
  const { Select } = parameters;
  if (Select == null) return undefined;
  const name = Select.startsWith('^') ? parameterName(Select.slice(1)) : undefined;
  if (name !== undefined) return () => Object(parameters)[name];
  const wanted = Select.toLowerCase();
  if (wanted === '*') return (output) => output;
  if (wanted === '$metadata') return ({ $metadata }) => $metadata;
  const member = MEMBERS.find((each) => `$metadata.${each}`.toLowerCase() === wanted);
  if (member) return ({ $metadata }) => $metadata[member];
  const members = MEMBERS.map((each) => `$metadata.${each}`).join(', ');
  throw new UsageError(`--select must be one of *, $metadata, ${members}, or ^ and a parameter's name`);
}
