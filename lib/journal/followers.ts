// Those who wait for what becomes of a record that is in progress.
import type { Fate } from '../bulk/journal.ts';

/** Waits by the ID of a record: only records that are in progress and have a duplicate take part. */
export function followers() {
  const waiting = new Map<string, { readonly first: Promise<Fate>; readonly tell: (fate: Fate) => void }>();
  return {
    /** Resolves when `tell` is called for the record. */
    follow(id: string): Promise<Fate> {
      const known = waiting.get(id);
      if (known) return known.first;
      let tell = (_fate: Fate): void => {};
      const first = new Promise<Fate>((resolve) => {
        tell = resolve;
      });
      waiting.set(id, { first, tell });
      return first;
    },
    /** Tells those who wait. */
    tell(id: string, fate: Fate): void {
      waiting.get(id)?.tell(fate);
      waiting.delete(id);
    },
  };
}
