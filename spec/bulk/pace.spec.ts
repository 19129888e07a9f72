import { expect } from 'chai';
import { type Clock, paceOf } from '../../lib/bulk/pace.ts';

/** A clock that stands still but for the waits, and a service that lets so many requests a second through. */
function simulation(limitPerSecond: number) {
  let nowMs = 0;
  const clock: Clock = {
    now: () => nowMs,
    async wait(ms) {
      nowMs += ms;
    },
  };
  let tokens = limitPerSecond;
  let refilledAtMs = 0;
  return {
    clock,
    /** Whether the service takes a request now. */
    takes(): boolean {
      tokens = Math.min(limitPerSecond, tokens + ((nowMs - refilledAtMs) / 1_000) * limitPerSecond);
      refilledAtMs = nowMs;
      if (tokens < 1) return false;
      tokens--;
      return true;
    },
    pass(ms: number): void {
      nowMs += ms;
    },
  };
}

/** Sends so many requests through a pace, again where they are refused. */
async function drain(count: number, asked: number, allowed: number) {
  const { clock, takes, pass } = simulation(allowed);
  const pace = paceOf(asked, clock);
  let refused = 0;
  for (let sent = 0; sent < count; ) {
    await pace.turn(undefined);
    const sentAtMs = clock.now();
    pass(1);
    if (takes()) {
      pace.succeed();
      sent++;
    } else {
      pace.slowDown(sentAtMs);
      refused++;
    }
  }
  return { seconds: clock.now() / 1_000, refused };
}

describe('the pace of a batch', () => {
  it('is what was asked for while the service takes it', async () => {
    const { seconds, refused } = await drain(200, 20, 1_000);
    expect(seconds).to.be.within(9.9, 10.2);
    expect(refused).to.equal(0);
  });

  for (const asked of [31, 100, 1_000, Number.POSITIVE_INFINITY]) {
    it(`drains 600 requests at nearly the 30 a second that a service allows, with few refusals: ${asked}/s asked for`, async () => {
      const { seconds, refused } = await drain(600, asked, 30);
      expect(seconds).to.be.below(25);
      expect(refused).to.be.below(60);
    });
  }

  it('does not fall below one request in two seconds', async () => {
    const { clock } = simulation(0);
    const pace = paceOf(10, clock);
    for (let time = 0; time < 20; time++) {
      await pace.turn(undefined);
      pace.slowDown(clock.now());
    }
    expect(pace.rate()).to.equal(0.5);
  });

  it('slows down once for requests that were under way together', () => {
    const { clock, pass } = simulation(0);
    const pace = paceOf(100, clock);
    for (let request = 0; request < 50; request++) pace.succeed();
    pass(10);
    const sentAtMs = clock.now() - 5;
    pace.slowDown(sentAtMs);
    const slowed = pace.rate();
    pace.slowDown(sentAtMs);
    expect(slowed).to.be.closeTo(35, 0.1);
    expect(pace.rate()).to.equal(slowed);
  });

  it('is waited for no longer once the signal aborts', async () => {
    const reason = new Error('enough');
    const { clock } = simulation(1);
    const outcome = await paceOf(1, clock)
      .turn(AbortSignal.abort(reason))
      .catch((error: unknown) => error);
    expect(outcome).to.equal(reason);
  });
});
