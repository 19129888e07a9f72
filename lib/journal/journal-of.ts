// The journal that a batch works with, made of what is known and of what takes note of events.
import type { Journal, JournalRecord } from '../bulk/journal.ts';
import { foldUsername, identityText, type RecordIdentity } from '../bulk/record-identity.ts';
import type { appenderTo } from './appender.ts';
import { followers } from './followers.ts';
import type { Header } from './format.ts';
import { keyOf } from './header.ts';
import { type KnownRecords, keyedHash } from './known-records.ts';

/** What takes note of an event. */
export type Append = ReturnType<typeof appenderTo>['add'];

/** What journals differ in, once they are open. */
export interface Kept {
  readonly header: Pick<Header, 'key' | 'ignoreCase'>;
  readonly records: KnownRecords;
  readonly add: Append;
  /** Whether usernames are written as they are, beside their hashes. */
  readonly isPlain: boolean;
}

type Followers = ReturnType<typeof followers>;

/** What happens to one record. */
function eventsOf(hash: Buffer, username: string, { records, add, isPlain }: Kept, others: Followers) {
  const id = (): string => hash.toString('base64url');
  return {
    async begin() {
      records.learn(hash, 'begin');
      await add(isPlain ? ['begin', id(), username] : ['begin', id()]).durable;
    },
    async end({ outcome, errorName }) {
      const standing = records.learn(hash, outcome, errorName);
      await add(errorName ? [outcome, id(), errorName] : [outcome, id()]).written;
      return standing;
    },
    finish(fate) {
      records.finish(hash, fate);
      others.tell(id(), fate);
    },
  } satisfies Pick<JournalRecord, 'begin' | 'end' | 'finish'>;
}

/** Makes a journal. */
export function journalOf(kept: Kept): Pick<Journal, 'find'> {
  const { header, records } = kept;
  const key = keyOf(header);
  const { ignoreCase } = header;
  const others = followers();
  const hashOf = (identity: RecordIdentity): Buffer => keyedHash(key, identityText(identity));

  /** Whether a variant of a record came before; takes note that this one did. */
  const noteVariant = (identity: RecordIdentity, folded: string, hash: Buffer): boolean => {
    if (folded === identity.username) return records.hasVariant(hash);
    const foldedHash = hashOf({ ...identity, username: folded });
    const isVariant = records.isKnown(foldedHash);
    records.addVariant(foldedHash);
    return isVariant;
  };

  return {
    find(identity) {
      const { username } = identity;
      const folded = foldUsername(username);
      const hash = hashOf(ignoreCase ? { ...identity, username: folded } : identity);
      const isVariant = !ignoreCase && noteVariant(identity, folded, hash);
      const { isFirst, fate, known } = records.ask(hash);
      const events = eventsOf(hash, username, kept, others);
      if (isFirst) return { first: undefined, known, isVariant, ...events };
      const first = fate ? Promise.resolve(fate) : others.follow(hash.toString('base64url'));
      return { first, known, isVariant: false, ...events };
    },
  };
}
