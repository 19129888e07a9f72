// The words for what became of a record: one vocabulary for progress, summary and report.
import type { RecordResult } from '../../node.ts';
import { describe } from '../report.ts';

/** The result of any record. */
export type Result = RecordResult<unknown, unknown>;

/** All that can become of a record, in the order in which it is told. */
export const kinds = ['accepted', 'rejected', 'not-sent', 'unknown', 'skipped'] as const;
/** What became of a record. */
export type Kind = (typeof kinds)[number];

/** What became of a record; an error of somebody else's leaves open whether a code went out. */
export function kindOf(result: Result): Kind {
  if (result.skipped) return 'skipped';
  if (result.ok) return 'accepted';
  const { outcome } = describe(result.error);
  return outcome === 'rejected' || outcome === 'not-sent' ? outcome : 'unknown';
}

/** A kind as it stands in a sentence. */
export function wordFor(kind: Kind): string {
  return kind === 'not-sent' ? 'not sent' : kind;
}

const reasons: Readonly<Record<string, string>> = {
  accepted: 'accepted in an earlier run',
  rejected: 'rejected in an earlier run',
  unknown: 'unknown since an earlier run',
  declined: 'not confirmed',
  ineligible: 'cannot recover',
};

/** So many records that were skipped for one reason, in words. */
export function skippedInWords(reason: string, count: number): string {
  if (reason === 'duplicate') return count === 1 ? 'duplicate' : 'duplicates';
  return reasons[reason] ?? reason;
}
