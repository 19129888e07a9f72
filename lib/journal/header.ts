// The first line of a journal: what it belongs to.
import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import type { JournalOptions, JournalScope } from '../bulk/journal.ts';
import { unusable } from './failures.ts';
import type { Header } from './format.ts';
import { keyedHash } from './known-records.ts';

const KEY_BYTES = 32;

const NAMES: Readonly<Record<keyof JournalScope, string>> = {
  clientId: 'client ID',
  userPoolId: 'user pool',
  region: 'region',
  endpointUrl: 'endpoint',
};
const members = Object.keys(NAMES) as (keyof JournalScope)[];

/** The key of a header, in the form in which it hashes. */
export const keyOf = ({ key }: Pick<Header, 'key'>): KeyObject => createSecretKey(key, 'base64url');

/** A new key. */
export const createKey = (): string => randomBytes(KEY_BYTES).toString('base64url');

function hashText(key: string, text: string): string {
  return keyedHash(keyOf({ key }), text).toString('base64url');
}

/** The header of a new journal. */
export function createHeader({ scope, ignoreCase }: Pick<JournalOptions, 'scope' | 'ignoreCase'>): Header {
  const key = createKey();
  const named = members.flatMap((name) => (scope[name] ? [[name, hashText(key, scope[name])]] : []));
  return { key, scope: Object.fromEntries(named), ignoreCase, isIncomplete: false };
}

/** @throws `ConfigurationError` `ERR_CONFIGURATION_OPTION` when the journal belongs to others than this run. */
export function checkHeader(
  path: string,
  { key, scope, ignoreCase }: Header,
  given: Pick<JournalOptions, 'scope' | 'ignoreCase'>,
): void {
  for (const name of members) {
    const value = given.scope[name];
    // What one of the two does not name is taken to be the same: a region may come from the pool or the environment.
    if (!scope[name] || !value || scope[name] === hashText(key, value)) continue;
    throw unusable(path, `belongs to another ${NAMES[name]}`, 'Use one journal for each.');
  }
  if (ignoreCase === given.ignoreCase) return;
  throw ignoreCase
    ? unusable(path, 'takes usernames that differ only in case for one user', 'Set ignoreCase (--ignore-case) again.')
    : unusable(path, 'distinguishes the case of usernames', 'Leave ignoreCase (--ignore-case) out.');
}
