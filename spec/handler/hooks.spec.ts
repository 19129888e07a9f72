import { inspect } from 'node:util';
import { expect } from 'chai';
import type { ForgotPasswordError } from '../../lib/errors/base-error.ts';
import type { ForgotPasswordHandlerOptions } from '../../lib/handler/options.ts';
import type { HandlerErrorDetails, HandlerOperation, PasswordChange } from '../../lib/handler.ts';
import type { NamedFault } from '../../lib/testing/testing.ts';
import { timedHandler } from './support/handlers.ts';
import { CODE, clientOver, makePool, sendCode } from './support/pool.ts';
import { answerOf, confirmBody, jsonRequest } from './support/requests.ts';

interface Told {
  readonly error: ForgotPasswordError & { readonly reason?: string; readonly hint?: string };
  readonly operation: HandlerOperation;
}

function setUp(options: Omit<ForgotPasswordHandlerOptions, 'client'> = {}, always?: NamedFault) {
  const told: Told[] = [];
  const changes: PasswordChange[] = [];
  const pool = makePool({ existenceErrors: 'LEGACY', always });
  const { answer, clock } = timedHandler(
    {
      onError: (error: ForgotPasswordError, { operation }: HandlerErrorDetails) => told.push({ error, operation }),
      onPasswordChanged: (change) => changes.push(change),
      ...options,
    },
    () => clientOver(pool.transport, 1),
  );
  return { pool, told, changes, clock, answer: async (request: Request) => (await answer(request)).response };
}

describe('onError', () => {
  it('is told the operation and our error with reason and hint, though the answer tells nothing', async () => {
    const { answer, told } = setUp();
    await answer(jsonRequest({ username: 'unknown' }));
    await answer(jsonRequest(confirmBody('disabled'), '/confirm'));
    expect(told.map(({ error, operation }) => [operation, error.name, error.reason])).to.deep.equal([
      ['ForgotPassword', 'UserNotFoundException', 'USER_NOT_FOUND'],
      ['ConfirmForgotPassword', 'NotAuthorizedException', 'USER_DISABLED'],
    ]);
    expect(told[0]?.error.hint).to.be.a('string');
  });

  it('is told nothing secret', async () => {
    const { answer, told } = setUp({}, { name: 'InvalidParameterException', message: 'no carol-7 there' });
    await answer(jsonRequest({ username: 'carol-7' }));
    expect(told).to.have.length(1);
    expect(inspect(told[0]?.error, { depth: 9, showHidden: true }) + JSON.stringify(told)).not.to.include('carol-7');
  });

  for (const [how, onError] of [
    [
      'throws',
      () => {
        throw new Error('no');
      },
    ],
    ['rejects', () => Promise.reject(new Error('no'))],
    ['never ends', () => new Promise(() => {})],
  ] as const) {
    it(`changes nothing when it ${how}`, async () => {
      expect((await setUp({ onError }).answer(jsonRequest({ username: 'unknown' }))).status).to.equal(202);
    });
  }
});

describe('onPasswordChanged', () => {
  it('is told the username after a change, and only then', async () => {
    const { answer, changes } = setUp();
    await answer(jsonRequest({ username: 'confirmed' }));
    await answer(jsonRequest(confirmBody('confirmed'), '/confirm'));
    expect(changes).to.deep.equal([]);
    await answer(jsonRequest(confirmBody('confirmed', CODE), '/confirm'));
    expect(changes).to.deep.equal([{ username: 'confirmed' }]);
  });

  it('is waited for, so that sessions are signed out when the answer comes', async () => {
    const { answer, clock, pool } = setUp({ onPasswordChanged: () => clock.wait(10_000, undefined) });
    await sendCode(pool);
    await answer(jsonRequest(confirmBody('confirmed', CODE), '/confirm'));
    expect(clock.now()).to.equal(10_000);
  });

  it('is handed to waitUntil where there is one', async () => {
    const works: Promise<void>[] = [];
    const { answer, pool } = setUp({ waitUntil: (work) => works.push(work) });
    await sendCode(pool);
    await answer(jsonRequest(confirmBody('confirmed', CODE), '/confirm'));
    expect(works).to.have.length(1);
  });

  it('does not undo the change when it fails, which onError is told', async () => {
    const { answer, told, pool } = setUp({ onPasswordChanged: () => Promise.reject(new Error('no')) });
    await sendCode(pool);
    const response = await answer(jsonRequest(confirmBody('confirmed', CODE), '/confirm'));
    expect(await answerOf(response)).to.deep.equal([200, { status: 'password-changed' }]);
    expect(told.map(({ error }) => error.message)).to.deep.equal([
      'onPasswordChanged failed. The password is changed; sign out sessions by hand.',
    ]);
  });
});

describe('waitUntil', () => {
  const TOLD = ['waitUntil failed. Give a function such as (work) => ctx.waitUntil(work).'];
  const failing = (): never => {
    throw new TypeError('Illegal invocation');
  };

  it('that throws is told to onError, and the request is answered as without it', async () => {
    const { answer, told, clock, pool } = setUp({ waitUntil: failing });
    const response = await answer(jsonRequest({ username: 'confirmed' }));
    expect(await answerOf(response)).to.deep.equal([202, { status: 'accepted' }]);
    expect(clock.now()).to.equal(1_000);
    expect(pool.requests).to.have.length(1);
    expect(told.map(({ error }) => error.message)).to.deep.equal(TOLD);
    expect(told[0]?.error.cause).to.be.instanceOf(TypeError);
  });

  it('that throws after a password was changed does not keep the application from being told', async () => {
    const { answer, told, changes, pool } = setUp({ waitUntil: failing });
    await sendCode(pool);
    const response = await answer(jsonRequest(confirmBody('confirmed', CODE), '/confirm'));
    expect(await answerOf(response)).to.deep.equal([200, { status: 'password-changed' }]);
    expect(changes).to.deep.equal([{ username: 'confirmed' }]);
    expect(told.map(({ error }) => error.message)).to.deep.equal(TOLD);
  });

  it('that rejects is told to onError', async () => {
    const waitUntil = (): Promise<void> => Promise.reject(new Error('no'));
    const { answer, told } = setUp({ waitUntil });
    expect((await answer(jsonRequest({ username: 'confirmed' }))).status).to.equal(202);
    expect(told.map(({ error }) => error.message)).to.deep.equal(TOLD);
  });
});
