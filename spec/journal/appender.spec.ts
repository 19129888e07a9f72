import { expect } from 'chai';
import { appenderTo } from '../../lib/journal/appender.ts';
import type { Event } from '../../lib/journal/format.ts';
import { rejectionOf } from '../support/cmdlet.ts';

/** A file whose syncs end when the spec says so. */
function heldFile() {
  const happened: string[] = [];
  let release = (): void => {};
  return {
    happened,
    release: () => release(),
    tail: {
      append: async (text: string) => {
        happened.push(text);
      },
      sync: () =>
        new Promise<void>((resolve) => {
          happened.push('sync');
          release = resolve;
        }),
    },
  };
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const hashesOf = (events: readonly Event[]): string => events.map(([, hash]) => hash).join();

describe('what is appended to a journal', () => {
  it('goes out together with all that came while something was being made durable', async () => {
    const { tail, happened, release } = heldFile();
    const { add } = appenderTo(tail, hashesOf);
    const first = add(['begin', 'a']);
    await settle();
    add(['begin', 'b']);
    const last = add(['accepted', 'a']);
    await settle();
    expect(happened).to.deep.equal(['a', 'sync']);
    release();
    await first.durable;
    await last.written;
    await settle();
    expect(happened).to.deep.equal(['a', 'sync', 'b,a', 'sync']);
    release();
    await last.durable;
  });

  it('is written before it is durable', async () => {
    const { tail, release } = heldFile();
    const { written, durable } = appenderTo(tail, hashesOf).add(['begin', 'a']);
    let isDurable = false;
    durable.then(() => {
      isDurable = true;
    });
    await written;
    await settle();
    expect(isDurable).to.equal(false);
    release();
    await durable;
  });

  it('fails, and all that comes later, once it cannot be written', async () => {
    const failure = new Error('ENOSPC');
    let appends = 0;
    const { add, settled } = appenderTo(
      {
        append: async () => {
          appends++;
          throw failure;
        },
        sync: async () => {},
      },
      hashesOf,
    );
    const first = add(['begin', 'a']);
    expect(await rejectionOf(first.durable)).to.equal(failure);
    expect(await rejectionOf(add(['accepted', 'a']).written)).to.equal(failure);
    expect(await rejectionOf(settled())).to.equal(failure);
    expect(appends).to.equal(1);
  });
});
