import type { Arguments } from './arguments.ts';
import { ClosedOutputError, OutputError } from './failures.ts';
import { formatText, toJson, write } from './output.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Prints what a request brought, which the service accepted.
 *
 * @throws `OutputError` when it cannot be written; `ClosedOutputError` when nobody reads it.
 */
export async function printOutput(
  value: unknown,
  { settings }: Arguments,
  stdout: Surroundings['stdout'],
): Promise<void> {
  const text = settings.output === 'text' ? formatText(value) : `${toJson(value, stdout.isTTY)}\n`;
  const isRead = await write(stdout, text).catch((cause: unknown) => {
    throw new OutputError(cause, 'accepted');
  });
  if (!isRead) throw new ClosedOutputError('The request was accepted.', 'accepted');
}
