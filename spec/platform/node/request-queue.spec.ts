import { AsyncLocalStorage } from 'node:async_hooks';
import { expect } from 'chai';
import { type QueuedRequest, RequestQueue } from '../../../lib/platform/node/request-queue.ts';

describe('the request queue', () => {
  let dispatched: string[] = [];
  beforeEach(() => {
    dispatched = [];
  });

  const request = (name: string, onDispatch: () => unknown = () => {}): QueuedRequest => ({
    earlier: undefined,
    later: undefined,
    context: undefined,
    dispatch() {
      dispatched.push(name);
      onDispatch();
    },
  });

  it('dispatches at once while there is room, and in order afterwards', () => {
    const queue = new RequestQueue(2);
    for (const name of ['a', 'b', 'c', 'd']) queue.enter(request(name));
    expect(dispatched).to.deep.equal(['a', 'b']);
    queue.release();
    expect(dispatched).to.deep.equal(['a', 'b', 'c']);
    queue.release();
    expect(dispatched).to.deep.equal(['a', 'b', 'c', 'd']);
  });

  it('dispatches a request that waited in the async context in which it came', () => {
    const store = new AsyncLocalStorage<string>();
    const contexts: unknown[] = [];
    const seen = (): unknown => contexts.push(store.getStore());
    const queue = new RequestQueue(1);
    store.run('first', () => queue.enter(request('a', seen)));
    store.run('second', () => queue.enter(request('b', seen)));
    store.run('first', () => queue.release());
    expect(contexts).to.deep.equal(['first', 'second']);
  });

  it('does not let a new request overtake those that wait', () => {
    const queue = new RequestQueue(1);
    queue.enter(request('a'));
    queue.enter(request('b'));
    queue.release();
    queue.enter(request('c'));
    queue.release();
    expect(dispatched).to.deep.equal(['a', 'b', 'c']);
  });

  for (const left of ['b', 'c', 'd']) {
    it(`passes over ${left} once it has left`, () => {
      const queue = new RequestQueue(1);
      const requests = new Map(['a', 'b', 'c', 'd'].map((name) => [name, request(name)]));
      for (const each of requests.values()) queue.enter(each);
      queue.leave(requests.get(left) ?? request('none'));
      for (let turn = 0; turn < 4; turn++) queue.release();
      expect(dispatched).to.deep.equal(['a', 'b', 'c', 'd'].filter((name) => name !== left));
    });
  }

  it('keeps nothing of a request that has left', () => {
    const queue = new RequestQueue(1);
    const [first, second, third] = [request('a'), request('b'), request('c')];
    for (const each of [first, second, third]) queue.enter(each);
    queue.leave(second);
    queue.leave(third);
    for (const each of [first, second, third])
      expect(each).to.include({ earlier: undefined, later: undefined, context: undefined });
  });

  it('ignores that a request leaves which does not wait', () => {
    const queue = new RequestQueue(1);
    const first = request('a');
    queue.enter(first);
    queue.enter(request('b'));
    queue.leave(first);
    queue.leave(request('stranger'));
    queue.release();
    expect(dispatched).to.deep.equal(['a', 'b']);
  });

  it('survives 100,000 requests that fail as soon as they are dispatched', () => {
    const queue = new RequestQueue(1);
    queue.enter(request('first'));
    for (let count = 0; count < 100_000; count++) queue.enter(request('failing', () => queue.release()));
    queue.release();
    expect(dispatched).to.have.length(100_001);
    queue.enter(request('last'));
    expect(dispatched.at(-1)).to.equal('last');
  });
});
