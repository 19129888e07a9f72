// The one question before a large batch, on a terminal.
import type { Arguments } from '../arguments.ts';
import type { CmdletParameters } from '../cmdlet-parameters.ts';
import { printable } from '../output.ts';
import type { Surroundings } from '../surroundings.ts';
import type { OpenInput } from './open-input.ts';

/** Up to as many, nobody is asked. */
const LARGE = 1_000;

/** How many records are to be sent at most, as far as that is known. */
export function sizeOf(
  { count, withheld, lineCount, format }: OpenInput,
  limit = Number.POSITIVE_INFINITY,
): number | undefined {
  const lines = lineCount === undefined ? undefined : lineCount - Number(format === 'csv');
  const known = count === undefined ? lines : count - withheld;
  if (known === undefined) return Number.isFinite(limit) ? limit : undefined;
  return Math.min(known, limit);
}

function questionOf(size: number, isExact: boolean, { ClientConfig, ClientId }: CmdletParameters): string {
  const clientId = ClientId ?? ClientConfig.clientId;
  const place = ClientConfig.userPoolId ?? (clientId === undefined ? undefined : `the app client ${clientId}`);
  const whose = place === undefined ? '' : ` of ${printable(place)}`;
  return `Send codes to ${isExact ? '' : 'up to '}${size.toLocaleString('en-US')} users${whose}? [y/N] `;
}

/**
 * Asks whether a batch that is known to be large shall be sent; without a terminal, with --force, and where each user is
 * asked for or none is sent, nothing is asked.
 */
export async function isApproved(
  { parameters, settings }: Arguments,
  shared: CmdletParameters,
  input: OpenInput,
  { stdout, stderr, openTerminal, signal }: Surroundings,
): Promise<boolean> {
  const { Force, Confirm, WhatIf } = parameters;
  const size = sizeOf(input, settings.limit) ?? 0;
  if (size <= LARGE || Force || Confirm || WhatIf || settings.dryRun) return true;
  // Where both are files, nobody is expected to be there.
  const terminal = stdout.isTTY || stderr.isTTY ? openTerminal() : undefined;
  if (!terminal) return true;
  const isExact = input.count !== undefined;
  const answer = await terminal.ask(questionOf(size, isExact, shared), signal);
  return /^\s*y(es)?\s*$/i.test(answer ?? '');
}
