import { expect } from 'chai';
import { type MapOptions, mapInOrder } from '../../lib/bulk/map-in-order.ts';
import { collect, rejectionOf } from '../support/cmdlet.ts';

const endless = new AbortController().signal;

/** Options of a run that nothing ends. */
const upTo = (concurrency: number): MapOptions => ({ concurrency, end: endless, onReturn() {} });

/** Work that is finished from outside, in any order. */
function work() {
  const started: number[] = [];
  const finishers = new Map<number, () => void>();
  return {
    started,
    run: (item: number): Promise<string> => {
      started.push(item);
      return new Promise((resolve) => {
        finishers.set(item, () => resolve(`result ${item}`));
      });
    },
    finish: (item: number) => finishers.get(item)?.(),
  };
}

/** Lets all that is ready happen. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('working on several items at a time', () => {
  it('yields results in the order of the items', async () => {
    const { run, finish } = work();
    const results = collect(mapInOrder([0, 1, 2], upTo(3), run));
    await settle();
    for (const item of [2, 0, 1]) finish(item);
    expect(await results).to.deep.equal(['result 0', 'result 1', 'result 2']);
  });

  it('has no more under way than allowed', async () => {
    const { run, finish, started } = work();
    const results = collect(mapInOrder([0, 1, 2, 3], upTo(2), run));
    await settle();
    expect(started).to.deep.equal([0, 1]);
    finish(1);
    await settle();
    expect(started).to.deep.equal([0, 1, 2]);
    for (const item of [0, 2]) finish(item);
    await settle();
    finish(3);
    expect(await results).to.have.length(4);
  });

  it('reads a few items ahead of one that takes long, and not the whole source', async () => {
    let read = 0;
    function* source() {
      for (;;) yield read++;
    }
    const { run, finish } = work();
    const results = mapInOrder(source(), upTo(2), run);
    const first = results.next();
    for (let item = 1; item < 50; item++) {
      await settle();
      finish(item);
    }
    await settle();
    expect(read).to.be.within(3, 16);
    finish(0);
    expect(await first).to.deep.equal({ done: false, value: 'result 0' });
    const closed = results.return();
    for (let item = 1; item < 50; item++) finish(item);
    await closed;
  });

  it("passes on the source's error after the results that came before", async () => {
    const failure = new Error('gone');
    async function* source() {
      yield 0;
      throw failure;
    }
    const results = mapInOrder(source(), upTo(4), async (item) => item);
    expect(await results.next()).to.deep.equal({ done: false, value: 0 });
    expect(await rejectionOf(results.next())).to.equal(failure);
  });

  it('reads no more once it is to end, and yields what was begun', async () => {
    const controller = new AbortController();
    const results = mapInOrder([0, 1, 2, 3], { ...upTo(1), end: controller.signal }, async (item) => {
      if (item === 1) controller.abort();
      return item;
    });
    expect(await collect(results)).to.deep.equal([0, 1]);
  });

  it('ends also while the source is waited for', async () => {
    const controller = new AbortController();
    async function* source() {
      yield 0;
      controller.abort();
      await new Promise(() => {});
    }
    const results = mapInOrder(source(), { ...upTo(2), end: controller.signal }, async (item) => item);
    expect(await collect(results)).to.deep.equal([0]);
  });

  it('reads nothing where it is to end from the beginning', async () => {
    const results = mapInOrder([0], { ...upTo(2), end: AbortSignal.abort() }, async (item) => item);
    expect(await collect(results)).to.deep.equal([]);
  });

  it('has no result where there is none', async () => {
    const results = mapInOrder([0, 1, 2], upTo(2), async (item) => (item === 1 ? undefined : item));
    expect(await collect(results)).to.deep.equal([0, 2]);
  });

  it('waits for items that are promises', async () => {
    const results = mapInOrder([Promise.resolve(7)], upTo(2), async (item) => item);
    expect(await collect(results)).to.deep.equal([7]);
  });

  it('closes the source when the caller stops, and waits for what is under way', async () => {
    let isClosed = false;
    let ended = 0;
    function* source() {
      try {
        yield* [0, 1, 2];
      } finally {
        isClosed = true;
      }
    }
    const { run, finish } = work();
    const results = mapInOrder(source(), { ...upTo(2), onReturn: () => ended++ }, run);
    const first = results.next();
    await settle();
    finish(0);
    await first;
    let isReturned = false;
    const returned = results.return().then(() => {
      isReturned = true;
    });
    await settle();
    expect({ isClosed, ended, isReturned }).to.deep.equal({ isClosed: true, ended: 1, isReturned: false });
    for (const item of [1, 2]) finish(item);
    await returned;
  });

  it('may be left while the source is waited for', async () => {
    async function* source() {
      yield 0;
      await new Promise(() => {});
    }
    const results = mapInOrder(source(), upTo(2), async (item) => item);
    await results.next();
    expect(await results.return()).to.deep.equal({ done: true, value: undefined });
  });
});
