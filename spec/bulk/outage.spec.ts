import { expect } from 'chai';
import { outageOf } from '../../lib/bulk/outage.ts';
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

describe('an outage', () => {
  it('is not assumed before there was a connection', () => {
    const { told, outage } = observed(60_000);
    outage.fail();
    expect(outage.isDown).to.equal(false);
    expect(outage.allowsWait()).to.equal(false);
    expect(told).to.deep.equal([]);
  });

  it('lets nobody pass but one probe at a time, after waits that grow', async () => {
    const { clock, told, outage } = observed(600_000);
    outage.recover();
    outage.fail();
    const probedAt: number[] = [];
    const probe = async (): Promise<void> => {
      for (let count = 0; count < 3; count++) {
        await outage.turn(never);
        probedAt.push(clock.now());
        outage.fail();
      }
    };
    await clock.runUntil(Promise.all([probe(), probe()]));
    expect(probedAt).to.deep.equal([1_000, 3_000, 7_000, 15_000, 31_000, 61_000]);
    expect(told).to.deep.equal(['down at 0']);
  });

  it('ends with the first reply, and then lets everybody pass at once', async () => {
    const { clock, told, outage } = observed(600_000);
    outage.recover();
    outage.fail();
    await clock.runUntil(outage.turn(never));
    const waiting = [outage.turn(never), outage.turn(never)];
    outage.recover();
    await clock.runUntil(Promise.all(waiting));
    expect(clock.now()).to.equal(1_000);
    expect(told).to.deep.equal(['down at 0', 'up at 1000']);
    expect(outage.isDown).to.equal(false);
  });

  it('is given up after maxOutageMs', async () => {
    const { clock, told, outage } = observed(5_000);
    outage.recover();
    outage.fail();
    for (let count = 0; count < 3; count++) {
      await clock.runUntil(outage.turn(never));
      outage.fail();
    }
    expect(told).to.deep.equal(['down at 0', 'expired at 7000']);
    expect(outage.allowsWait()).to.equal(false);
  });
});
