const RECENT_MS = 30_000;

/** Takes note of how much is done, and tells how much of it was done in a second during the last 30 s. */
export function recentRate(startedAtMs: number) {
  // The newest last; the first one is from before what is recent.
  const samples: { readonly atMs: number; readonly done: number }[] = [{ atMs: startedAtMs, done: 0 }];
  return (atMs: number, done: number): number => {
    samples.push({ atMs, done });
    while (samples[1] && samples[1].atMs <= atMs - RECENT_MS) samples.shift();
    const from = samples[0] ?? { atMs, done };
    return atMs > from.atMs ? ((done - from.done) * 1_000) / (atMs - from.atMs) : 0;
  };
}
