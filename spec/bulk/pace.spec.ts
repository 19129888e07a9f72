import { expect } from 'chai';
import { adaptiveRate, paceOf } from '../../lib/bulk/pace.ts';
import { rejectionOf } from '../support/cmdlet.ts';
import { type VirtualClock, virtualClock } from '../support/virtual-clock.ts';

/** Whether a service takes a request that arrives at a time. */
type Limit = (nowMs: number) => boolean;

/** Refills steadily, up to a burst. */
function bucket(perSecond: number, burst: number): Limit {
  let tokens = burst;
  let filledAtMs = 0;
  return (nowMs) => {
    tokens = Math.min(burst, tokens + ((nowMs - filledAtMs) / 1_000) * perSecond);
    filledAtMs = nowMs;
    if (tokens < 1) return false;
    tokens--;
    return true;
  };
}

/** Counts by the second of the clock. */
function fixedWindow(perSecond: number): Limit {
  let second = -1;
  let count = 0;
  return (nowMs) => {
    if (Math.floor(nowMs / 1_000) !== second) count = 0;
    second = Math.floor(nowMs / 1_000);
    return count++ < perSecond;
  };
}

/** Counts what it took in the last second. */
function slidingWindow(perSecond: number): Limit {
  let taken: number[] = [];
  return (nowMs) => {
    taken = taken.filter((atMs) => atMs > nowMs - 1_000);
    if (taken.length >= perSecond) return false;
    taken.push(nowMs);
    return true;
  };
}

interface Drain {
  readonly users: number;
  readonly asked: number;
  readonly concurrency: number;
  readonly roundTripMs: number;
}

/** Sends so many requests through a pace, again where they are refused. Timers are a millisecond late. */
async function drain(takes: Limit, { users, asked, concurrency, roundTripMs }: Drain) {
  const clock = virtualClock(1);
  const { turn } = paceOf(asked, clock);
  let left = users;
  let refused = 0;
  const sendOne = async (): Promise<void> => {
    for (;;) {
      const tell = await turn(undefined);
      await clock.wait(roundTripMs / 2, undefined);
      const isTaken = takes(clock.now());
      await clock.wait(roundTripMs / 2, undefined);
      tell(isTaken ? 'passed' : 'refused');
      if (isTaken) return;
      refused++;
    }
  };
  const worker = async (): Promise<void> => {
    while (left-- > 0) await sendOne();
  };
  await clock.runUntil(Promise.all(Array.from({ length: concurrency }, worker)));
  return { seconds: clock.now() / 1_000, refused };
}

describe('the pace of a batch', () => {
  it('is what was asked for while the service takes it', async () => {
    const { seconds, refused } = await drain(bucket(1_000, 1_000), {
      users: 200,
      asked: 20,
      concurrency: 8,
      roundTripMs: 10,
    });
    expect(seconds).to.be.within(9.8, 10.2);
    expect(refused).to.equal(0);
  });

  for (const [limit, takes] of [
    ['with a burst of 30', () => bucket(30, 30)],
    ['with a burst of 5', () => bucket(30, 5)],
    ['with no burst at all', () => bucket(30, 1)],
    ['by the second of its clock', () => fixedWindow(30)],
    ['over the last second', () => slidingWindow(30)],
  ] as const) {
    for (const asked of [30, 31, 100, 1_000, 100_000]) {
      it(`drains 600 users in 25 s at a service that allows 30/s ${limit}, with under 10 % refusals: ${asked}/s asked for`, async () => {
        for (const [concurrency, roundTripMs] of [
          [8, 2],
          [8, 150],
          [64, 2],
          [64, 150],
        ] as const) {
          const { seconds, refused } = await drain(takes(), { users: 600, asked, concurrency, roundTripMs });
          expect(seconds).to.be.at.most(25);
          expect(refused / (600 + refused)).to.be.below(0.1);
        }
      });
    }
  }

  it('finds the limit also where nothing was asked for', async () => {
    const drained = await drain(slidingWindow(30), {
      users: 600,
      asked: Number.POSITIVE_INFINITY,
      concurrency: 8,
      roundTripMs: 100,
    });
    expect(drained.seconds).to.be.at.most(25);
    expect(drained.refused).to.be.below(60);
  });

  it('reaches a rate above the quota within seconds, where the service takes it', async () => {
    const { seconds } = await drain(() => true, { users: 10_000, asked: 2_000, concurrency: 64, roundTripMs: 2 });
    expect(seconds).to.be.within(5, 10);
  });

  it('is no wait at all without a rate', async () => {
    const { seconds } = await drain(() => true, {
      users: 1_000,
      asked: Number.POSITIVE_INFINITY,
      concurrency: 1,
      roundTripMs: 0,
    });
    expect(seconds).to.be.below(2.5);
  });

  it('is waited for no longer once the signal aborts', async () => {
    const reason = new Error('enough');
    const { turn } = paceOf(1, virtualClock());
    expect(await rejectionOf(turn(AbortSignal.abort(reason)))).to.equal(reason);
    const controller = new AbortController();
    await turn(controller.signal);
    const waiting = turn(controller.signal);
    controller.abort(reason);
    expect(await rejectionOf(waiting)).to.equal(reason);
  });
});

/** Lets time pass. */
const pass = (clock: VirtualClock, ms: number): Promise<void> => clock.runUntil(clock.wait(ms, undefined));

describe('the rate of a batch', () => {
  it('falls at once to seven tenths of what gets through, and once for requests that were under way together', async () => {
    const clock = virtualClock();
    const { rate, pass: passOne, refuse } = adaptiveRate(20, clock.now);
    for (let time = 0; time < 100; time++) {
      await pass(clock, 50);
      passOne();
    }
    const sentAtMs = clock.now();
    refuse(sentAtMs);
    expect(rate()).to.be.within(12.6, 14.1);
    refuse(sentAtMs);
    expect(rate()).to.be.within(12.6, 14.1);
  });

  it('comes back gently, to what was asked for at most', async () => {
    const clock = virtualClock();
    const { rate, pass: passOne, refuse } = adaptiveRate(20, clock.now);
    refuse(clock.now());
    const rates: number[] = [];
    for (let second = 0; second < 10; second++) {
      for (let time = 0; time < 20; time++) passOne();
      await pass(clock, 1_000);
      for (let time = 0; time < 20; time++) passOne();
      rates.push(rate());
    }
    expect(rates).to.deep.equal([...rates].sort((a, b) => a - b));
    expect(rates[0]).to.be.below(20);
    expect(rates.at(-1)).to.equal(20);
  });

  it('does not fall below one request in two seconds', async () => {
    const clock = virtualClock();
    const { rate, refuse } = adaptiveRate(10, clock.now);
    for (let time = 0; time < 20; time++) {
      await pass(clock, 1_500);
      refuse(clock.now());
    }
    expect(rate()).to.equal(0.5);
  });
});
