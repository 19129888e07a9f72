// What a batch does with records that it, or an earlier run, has met before.
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import * as node from '../../lib/node.ts';
import { collect, describeCmdlet, rejectionOf } from '../support/cmdlet.ts';
import { knowing, openCognito, refusing, type Setting, watched } from '../support/cognito.ts';

const resetting: Setting = { faults: [{ when: 'after', with: 'reset' }] };

describe('a batch that goes on where another one ended', () => {
  const requested: unknown[] = [];
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'resume-'));
    requested.splice(0);
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** Keeps whom the requests to a pool are for. */
  const answering = (setting?: Setting): node.Transport =>
    watched(openCognito(setting), (username) => void requested.push(username));
  const refusedConnection: node.Transport = async () => {
    throw Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
  };
  const run = (users: readonly string[], transport: node.Transport, others: object = {}) =>
    collect(
      node.resetForgottenPasswords(users, {
        ClientId: 'client1',
        Region: 'eu-west-1',
        journal: join(folder, 'run.journal'),
        ClientConfig: { transport, maxAttempts: 1 },
        ...others,
      }),
    );

  it('does not forget an unknown outcome while the service is down', async () => {
    await run(['alice'], answering(resetting));
    await run(['alice'], refusedConnection, { retryUnknown: true });
    const [result] = await run(['alice'], answering(resetting));
    expect(result).to.include({ ok: false, skipped: 'unknown' });
    expect(requested).to.deep.equal(['alice']);
    const [again] = await run(['alice'], answering(), { retryUnknown: true });
    expect(again).to.include({ ok: true });
    expect((await run(['alice'], answering()))[0]).to.include({ skipped: 'accepted' });
  });

  it('sends rejected records again only with retryRejected', async () => {
    await run(['alice'], answering(knowing('bob')));
    const [skipped] = await run(['alice'], answering(knowing('bob')));
    expect(skipped).to.include({ skipped: 'rejected' });
    await run(['alice'], answering(knowing('bob')), { retryRejected: true });
    expect(requested).to.deep.equal(['alice', 'alice']);
  });

  it('stops before it sends anything more once another run writes to its journal', async () => {
    const intruding = watched(openCognito(), async (username) => {
      requested.push(username);
      await appendFile(join(folder, 'run.journal'), 'another run');
    });
    const error = await rejectionOf(run(['alice', 'bob', 'carol'], intruding));
    expect(error).to.be.instanceOf(node.StoppedError);
    expect(error).to.include({ code: 'ERR_STOPPED_JOURNAL' });
    expect(error.message).to.contain('another run has written to the journal');
    expect(requested).to.deep.equal(['alice']);
  });

  it('sends to the same username in another region', async () => {
    const records = [{ Username: 'alice' }, { Username: 'alice', Region: 'us-east-1' }] as never[];
    const results = await run(records, answering(), {
      Region: undefined,
      ClientConfig: { region: 'eu-west-1', transport: answering() },
    });
    expect(results.map(({ skipped }) => skipped)).to.deep.equal([undefined, undefined]);
    const again = await run(records, answering(), {
      Region: undefined,
      ClientConfig: { region: 'eu-west-1', transport: answering() },
    });
    expect(again.map(({ skipped }) => skipped)).to.deep.equal(['accepted', 'accepted']);
  });
});

describeCmdlet('records that ask for the same', (useBench) => {
  const reject = refusing('UserNotFoundException');

  for (const concurrency of [1, 4]) {
    it(`end as the first of them does, ${concurrency} at a time`, () =>
      useBench(async ({ lib, base, service }) => {
        const users = ['alice', 'alice', 'bob', 'alice'];
        const results = await collect(
          lib.resetForgottenPasswords(users, {
            ...base,
            deduplicate: true,
            concurrency,
            ClientConfig: { maxAttempts: 1 },
          }),
        );
        expect(results.map(({ ok }) => ok)).to.deep.equal([false, false, false, false]);
        expect(results.map(({ skipped }) => skipped)).to.deep.equal([undefined, 'duplicate', undefined, 'duplicate']);
        expect(results[3]).to.have.nested.property('error.outcome', 'rejected');
        expect(results[3])
          .to.have.nested.property('error.message')
          .that.contains('was rejected (UserNotFoundException)');
        expect(service.requests).to.have.length(2);
      }, reject));
  }

  it('succeed where nobody wanted the first of them', () =>
    useBench(async ({ lib, base }) => {
      const parameters = { ...base, deduplicate: true, Confirm: true, confirm: async () => 'no' as const };
      const results = await collect(lib.resetForgottenPasswords(['alice', 'alice'], parameters));
      expect(results.map(({ skipped }) => skipped)).to.deep.equal(['declined', 'duplicate']);
    }));

  it('end the batch as usual when it stops while one waits for another', () =>
    useBench(
      async ({ lib, base, service }) => {
        const stop = new AbortController();
        const results = lib.resetForgottenPasswords(['alice', 'alice'], {
          ...base,
          deduplicate: true,
          concurrency: 2,
          signal: stop.signal,
        });
        const all = collect(results).catch((error: unknown) => error);
        while (!service.requests.length) await new Promise((resolve) => setImmediate(resolve));
        stop.abort('enough');
        expect(await all).to.equal('enough');
      },
      { faults: [{ when: 'before', with: 'stall' }] },
    ));

  it('are told of once, where they differ only in case', () =>
    useBench(async ({ lib, base, service }) => {
      const messages: unknown[] = [];
      const onMessage = (message: unknown): number => messages.push(message);
      const users = ['alice', 'Alice', 'ALICE'];
      await collect(lib.resetForgottenPasswords(users, { ...base, deduplicate: true, onMessage }));
      expect(messages).to.have.length(1);
      expect(messages[0]).to.have.property('text').that.contains('--ignore-case').and.does.not.match(/alice/i);
      expect(service.requests).to.have.length(3);
    }));

  it('are one user with ignoreCase', () =>
    useBench(async ({ lib, base, service }) => {
      const parameters = { ...base, deduplicate: true, ignoreCase: true };
      const results = await collect(lib.resetForgottenPasswords(['alice', 'Alice'], parameters));
      expect(results.map(({ skipped }) => skipped)).to.deep.equal([undefined, 'duplicate']);
      expect(service.requests).to.have.length(1);
    }));
});
