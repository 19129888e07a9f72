// How much gets through in a second, smoothed as the AWS SDKs' adaptive retry mode has it.

const SMOOTHING = 0.8;

const SLOTS = 10;
const SLOT_MS = 100;

/** Counts what gets through. */
export function throughput(now: () => number) {
  const slots: number[] = new Array(SLOTS).fill(0);
  let newest = Math.floor(now() / SLOT_MS);
  let smoothed = 0;

  const inTheLastSecond = (): number => slots.reduce((sum, count) => sum + count, 0);

  const advance = (): void => {
    const slot = Math.floor(now() / SLOT_MS);
    // A second that is over counts no more.
    newest = Math.max(newest, slot - SLOTS);
    for (; newest < slot; slots[newest % SLOTS] = 0) {
      newest++;
      if (newest % (SLOTS / 2) === 0) smoothed = SMOOTHING * inTheLastSecond() + (1 - SMOOTHING) * smoothed;
    }
  };

  return {
    count(): void {
      advance();
      slots[newest % SLOTS] = (slots[newest % SLOTS] ?? 0) + 1;
    },
    perSecond(): number {
      advance();
      const last = inTheLastSecond();
      return smoothed ? SMOOTHING * last + (1 - SMOOTHING) * smoothed : last;
    },
  };
}
