import { expect } from 'chai';
import { Batch } from '../../lib/bulk/batch.ts';
import { mapInOrder } from '../../lib/bulk/map-in-order.ts';
import { outageOf } from '../../lib/bulk/outage.ts';
import type { CallPolicy } from '../../lib/client/policy.ts';
import { TransportError } from '../../lib/errors/errors.ts';
import { collect, rejectionOf } from '../support/cmdlet.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const never = new AbortController().signal;

/** An outage on a clock of its own, and what it tells. */
function observed(maxOutageMs: number) {
  const clock = virtualClock();
  const told: string[] = [];
  const note = (what: string) => () => told.push(`${what} at ${clock.now()}`);
  const outage = outageOf(clock, { maxOutageMs, onDown: note('down'), onUp: note('up'), onExpired: note('expired') });
  return { clock, told, outage };
}

/** An outage that has begun, likewise. */
function begun(maxOutageMs: number) {
  const whole = observed(maxOutageMs);
  whole.outage.recover();
  whole.outage.fail();
  return whole;
}

describe('an outage', () => {
  it('is not assumed before there was a connection', () => {
    const { told, outage } = observed(60_000);
    outage.fail();
    expect(outage.isDown).to.equal(false);
    expect(outage.allowsWait()).to.equal(false);
    expect(told).to.deep.equal([]);
  });

  it('lets nobody pass but one probe at a time, after waits that grow', async () => {
    const { clock, told, outage } = begun(600_000);
    const probedAt: number[] = [];
    const probe = async (): Promise<void> => {
      for (let count = 0; count < 3; count++) {
        const end = await outage.turn(never);
        probedAt.push(clock.now());
        outage.fail();
        end?.();
      }
    };
    await clock.runUntil(Promise.all([probe(), probe()]));
    expect(probedAt).to.deep.equal([1_000, 3_000, 7_000, 15_000, 31_000, 61_000]);
    expect(told).to.deep.equal(['down at 0']);
  });

  it('starts no second probe when requests sent before the outage fail', async () => {
    const { clock, outage } = begun(600_000);
    const turns = Array.from({ length: 8 }, () => outage.turn(never).then(() => clock.now()));
    for (const _request of turns) outage.fail();
    const [first, ...others] = turns;
    expect(await clock.runUntil(Promise.resolve(first))).to.equal(1_000);
    expect(await Promise.race([...others, 'waiting'])).to.equal('waiting');
  });

  it('lets another caller probe when the first probe ends without an answer', async () => {
    const { clock, outage } = begun(600_000);
    const end = await clock.runUntil(outage.turn(never));
    const next = outage.turn(never);
    end?.();
    await clock.runUntil(next);
    expect(clock.now()).to.equal(3_000);
  });

  it('ends with the first reply, and then lets everybody pass at once', async () => {
    const { clock, told, outage } = begun(600_000);
    await clock.runUntil(outage.turn(never));
    const waiting = [outage.turn(never), outage.turn(never)];
    outage.recover();
    expect(await clock.runUntil(Promise.all(waiting))).to.deep.equal([undefined, undefined]);
    expect(clock.now()).to.equal(1_000);
    expect(told).to.deep.equal(['down at 0', 'up at 1000']);
    expect(outage.isDown).to.equal(false);
  });

  it('wakes the caller that waits to probe when a request sent before the outage succeeds', async () => {
    const { clock, outage } = begun(600_000);
    const waiting = [outage.turn(never), outage.turn(never)];
    outage.recover();
    expect(await Promise.all(waiting)).to.deep.equal([undefined, undefined]);
    expect(clock.now()).to.equal(0);
  });

  it('rejects the turn of everybody who waits when the signal aborts', async () => {
    const { outage } = begun(600_000);
    const stop = new AbortController();
    const waiting = [outage.turn(stop.signal), outage.turn(stop.signal)].map(rejectionOf);
    stop.abort('enough');
    expect(await Promise.all(waiting)).to.deep.equal(['enough', 'enough']);
  });

  it('is given up after maxOutageMs', async () => {
    const { clock, told, outage } = begun(5_000);
    for (let count = 0; count < 3; count++) {
      const end = await clock.runUntil(outage.turn(never));
      outage.fail();
      end?.();
    }
    expect(told).to.deep.equal(['down at 0', 'expired at 7000']);
    expect(outage.allowsWait()).to.equal(false);
  });
});

describe('a batch in an outage', () => {
  const unreachable = (): TransportError => new TransportError('No connection', { phase: 'connect' });
  const RECORDS = 200;
  const REPLY_MS = 50;
  const PER_SECOND = 50;

  /** A batch of 8 records at a time, whose service cannot be reached for a while; brings when each attempt was made. */
  async function runThrough(outage: { readonly fromMs: number; readonly toMs: number }) {
    const clock = virtualClock();
    const batch = new Batch({ concurrency: 8, requestsPerSecond: PER_SECOND }, undefined, clock);
    const attempts: number[] = [];
    const isDown = (): boolean => clock.now() >= outage.fromMs && clock.now() < outage.toMs;
    /** Does what the client does around one record's attempts. */
    const call = async (policy: CallPolicy): Promise<string> => {
      for (;;) {
        await policy.beforeAttempt();
        attempts.push(clock.now());
        if (!isDown()) {
          await clock.wait(REPLY_MS, undefined);
          await policy.afterAttempt({ outcome: 'accepted', isThrottled: false });
          return 'accepted';
        }
        const error = unreachable();
        const isRepeated = policy.allowsRetry({ error, isThrottled: false }, 0);
        await policy.afterAttempt({ outcome: 'not-sent', error, isThrottled: false });
        if (!isRepeated) throw error;
        await policy.wait(0);
      }
    };
    const source = Array.from({ length: RECORDS }, (_, index) => index);
    const options = { concurrency: 8, end: batch.halted, onReturn: () => {} };
    const results = mapInOrder(source, options, (index) => batch.send(index, undefined, call));
    const sent = await clock.runUntil(collect(results));
    return { sent, attempts, endedAtMs: clock.now() };
  }

  it('probes with one record at a time, and all go on once a probe succeeds', async () => {
    const { sent, attempts, endedAtMs } = await runThrough({ fromMs: 500, toMs: 3_000 });
    expect(sent.map((each) => each?.outcome)).to.deep.equal(Array(RECORDS).fill('accepted'));
    // By then, all requests that were sent before the outage have ended.
    const [first = 0, second = 0, next = 0] = attempts.filter((atMs) => atMs > 600);
    expect(first).to.be.within(1_500, 1_600);
    expect(second - first).to.be.closeTo(2_000, 1);
    expect(next - second).to.be.at.least(REPLY_MS);
    expect(endedAtMs).to.be.below(second + (RECORDS * 1_000) / PER_SECOND);
  });

  it('lets the next record probe when the call of the probing one ends before it sends', async () => {
    const clock = virtualClock();
    const batch = new Batch({ concurrency: 2 }, undefined, clock);
    const isUnreachable = { outcome: 'not-sent', error: unreachable(), isThrottled: false } as const;
    const lose = async (policy: CallPolicy): Promise<void> => {
      await policy.beforeAttempt();
      await policy.afterAttempt({ outcome: 'accepted', isThrottled: false });
      await policy.afterAttempt(isUnreachable);
    };
    const giveUp = async (policy: CallPolicy): Promise<void> => {
      await policy.beforeAttempt();
      throw new Error('ended');
    };
    await batch.send(0, undefined, lose);
    await clock.runUntil(Promise.all([1, 2].map((index) => batch.send(index, undefined, giveUp))));
    expect(clock.now()).to.equal(3_000);
  });
});
