import { expect } from 'chai';
import { seededChance } from '../support/chance.ts';
import { watched } from '../support/cognito.ts';
import { type TimedHandler, timedHandler } from './support/handlers.ts';
import { clientOver, type ExistenceErrors, isSentCode, makePool, STATES } from './support/pool.ts';
import { confirmBody, formRequest, jsonRequest, seenOf } from './support/requests.ts';

const MODES = ['LEGACY', 'ENABLED'] as const satisfies readonly ExistenceErrors[];
const PAGES = { accepted: '/code', invalidCode: '/code?wrong', unavailable: '/later' };

const REQUESTS: Readonly<Record<string, (username: string) => Request>> = {
  'a JSON request for a code': (username) => jsonRequest({ username }),
  'a form request for a code': (username) => formRequest({ username }),
  'a wrong code as JSON': (username) => jsonRequest(confirmBody(username), '/confirm'),
  'a wrong code as a form': (username) => formRequest(confirmBody(username), '/confirm'),
};

/** How long the service takes: longer for a user to whom it sends a message, and now and then very long. */
function handlerOverSlowPool(existenceErrors: ExistenceErrors): TimedHandler {
  const chance = seededChance(18);
  return timedHandler({ pages: PAGES }, (clock) =>
    clientOver(
      watched(makePool({ existenceErrors }), (username) =>
        clock.wait(isSentCode(username) ? 200 + chance.below(2_500) : 20 + chance.below(60), undefined),
      ),
    ),
  );
}

describe('the handler against enumeration', () => {
  for (const mode of MODES) {
    for (const [title, requestOf] of Object.entries(REQUESTS)) {
      it(`answers ${title} with the same bytes for a user in any state under ${mode}`, async () => {
        const { answer } = handlerOverSlowPool(mode);
        const [first, ...others] = await inTurn(STATES, async (state) =>
          seenOf((await answer(requestOf(state))).response),
        );
        expect(first?.status).to.be.oneOf([202, 303, 400]);
        for (const other of others) expect(other).to.deep.equal(first);
      });
    }

    it(`answers requests for a code after the same time for a user in any state under ${mode}, though the service takes longer`, async () => {
      const { answer } = handlerOverSlowPool(mode);
      const users = Array.from({ length: 400 }, (_, index) => STATES[index % STATES.length] as string);
      const times = await inTurn(users, async (username) => (await answer(jsonRequest({ username }))).tookMs);
      expect(new Set(times)).to.deep.equal(new Set([1_000]));
    });

    it(`answers wrong codes at whole multiples of the minimum only, under ${mode}`, async () => {
      const { answer } = handlerOverSlowPool(mode);
      const users = Array.from({ length: 80 }, (_, index) => STATES[index % STATES.length] as string);
      const times = await inTurn(users, async (username) => {
        return (await answer(jsonRequest(confirmBody(username), '/confirm'))).tookMs;
      });
      expect(times.filter((ms) => ms % 1_000 !== 0)).to.deep.equal([]);
      expect(Math.min(...times)).to.equal(1_000);
    });
  }

  it('answers a client whose errors are all of another kind like any other', async () => {
    const fail = () => Promise.reject(new TypeError('alice'));
    const { answer } = timedHandler({}, () => ({ forgotPassword: fail, confirmForgotPassword: fail }));
    expect((await answer(jsonRequest({ username: 'alice' }))).response.status).to.equal(202);
    expect((await answer(jsonRequest(confirmBody('alice'), '/confirm'))).response.status).to.equal(503);
  });
});

async function inTurn<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}
