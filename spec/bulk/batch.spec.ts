import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { Batch } from '../../lib/bulk/batch.ts';
import type { CallPolicy } from '../../lib/client/policy.ts';
import type { BatchProgress } from '../../lib/index.ts';
import * as node from '../../lib/node.ts';
import { collect, describeCmdlet, rejectionOf } from '../support/cmdlet.ts';
import { accepting, knowing, type ListeningCognito, refusing, type Setting, watched } from '../support/cognito.ts';

const usersOf = (service: ListeningCognito): unknown[] => service.requests.map(({ members }) => members.Username);
const throttling = refusing('TooManyRequestsException');

describeCmdlet('a batch', (useBench, build) => {
  it('sends records side by side, and yields results in order', () => {
    const held: (() => void)[] = [];
    const users = ['a', 'b', 'c', 'd'];
    // Answered only when all four are there, the last one first.
    const untilAllAreThere = (): Promise<void> =>
      new Promise((resolve) => {
        held.push(resolve);
        if (held.length === 4) for (const release of held.reverse()) release();
      });
    return useBench(async ({ lib, base, service }) => {
      const parameters = { ...base, concurrency: 4, ClientConfig: { transport: watched(service, untilAllAreThere) } };
      const results = await collect(lib.resetForgottenPasswords(users, parameters));
      expect(results.map(({ input }) => input)).to.deep.equal(users);
      expect(results.every(({ ok }) => ok)).to.equal(true);
    });
  });

  it('keeps no more of a long source than a few records for each that is under way', () =>
    useBench(async ({ lib, base, service: { transport } }) => {
      let read = 0;
      let most = 0;
      function* source() {
        while (read < 5_000) yield `user${read++}`;
      }
      const parameters = { ...base, concurrency: 10, ClientConfig: { transport } };
      for await (const { index } of lib.resetForgottenPasswords(source(), parameters)) {
        most = Math.max(most, read - index);
      }
      expect(read).to.equal(5_000);
      expect(most).to.be.at.most(100);
    }));

  it('does not make Node warn of listeners, however many records wait for their turn', () =>
    useBench(async ({ lib, base, service: { transport } }) => {
      const warnings: Error[] = [];
      const onWarning = (warning: Error): void => void warnings.push(warning);
      process.on('warning', onWarning);
      const users = Array.from({ length: 60 }, (_, index) => `user${index}`);
      const parameters = {
        ...base,
        concurrency: 60,
        requestsPerSecond: 1_000,
        maxWaitMs: 10_000,
        ClientConfig: { transport },
      };
      for await (const { ok } of lib.resetForgottenPasswords(users, parameters)) expect(ok).to.equal(true);
      // Node tells of warnings in a later turn.
      await new Promise(setImmediate);
      process.off('warning', onWarning);
      expect(warnings).to.deep.equal([]);
    }));

  it('sends nobody a second request who was there before, when asked to', () =>
    useBench(async ({ lib, base, service }) => {
      const records = ['a', { Username: 'a' }, 'b', { Username: 'a', ClientId: 'other' }];
      const { ClientId: clientId, EndpointUrl } = base;
      const shared = { EndpointUrl, ClientConfig: { clientId }, deduplicate: true };
      const results = await collect(lib.resetForgottenPasswords(records, shared));
      expect(results.map(({ skipped }) => skipped)).to.deep.equal([undefined, 'duplicate', undefined, undefined]);
      expect(usersOf(service)).to.deep.equal(['a', 'b', 'a']);
    }));

  it('sends a throttled record again until it is done', () =>
    useBench(
      async ({ lib, base }) => {
        const seen: BatchProgress[] = [];
        const parameters = {
          ...base,
          requestsPerSecond: 1_000,
          onProgress: (progress: BatchProgress) => seen.push(progress),
        };
        const results = await collect(lib.resetForgottenPasswords(['a'], parameters));
        expect(results.map(({ ok }) => ok)).to.deep.equal([true]);
        expect(seen.at(-1)).to.deep.include({ done: 1, accepted: 1, throttled: 2 });
      },
      refusing('TooManyRequestsException', 2),
    ));

  it('gives a throttled record up after maxWaitMs', () =>
    useBench(async ({ lib, base }) => {
      const parameters = { ...base, requestsPerSecond: 1_000, maxWaitMs: 1 };
      const [result] = await collect(lib.resetForgottenPasswords(['a'], parameters));
      expect(result?.ok === false && result.error).to.be.instanceOf(lib.TooManyRequestsException);
    }, throttling));

  it('repeats under at-least-once, and forgets no outcome that is unknown', () => {
    return useBench(
      async ({ lib, base, service }) => {
        const parameters = {
          ...base,
          requestsPerSecond: 1_000,
          ClientConfig: { delivery: 'at-least-once' },
        } as const;
        const [result] = await collect(lib.resetForgottenPasswords(['a'], parameters));
        expect(result?.ok === false && Object(result.error).outcome).to.equal('unknown');
        expect(service.requests).to.have.length(2);
      },
      { ...knowing('alice'), faults: [{ when: 'after', with: 500 }] },
    );
  });

  it('does not repeat what is ambiguous by default', () =>
    useBench(async ({ lib, base, service }) => {
      await collect(lib.resetForgottenPasswords(['a'], { ...base, requestsPerSecond: 1_000 }));
      expect(service.requests).to.have.length(1);
    }, refusing(500)));

  it('stops at its budget, and says so', () =>
    useBench(async ({ lib, base, service }) => {
      const results = lib.resetForgottenPasswords(['a', 'b', 'c', 'd'], { ...base, maxSends: 2 });
      for (const user of ['a', 'b']) expect((await results.next()).value).to.deep.include({ input: user, ok: true });
      const error = await rejectionOf(results.next());
      expect(error).to.be.instanceOf(lib.StoppedError);
      expect(error.code).to.equal('ERR_STOPPED_BUDGET');
      expect(usersOf(service)).to.deep.equal(['a', 'b']);
    }));

  it('gives the budget back for whom no code went out', () => {
    return useBench(
      async ({ lib, base, service }) => {
        const users = ['a', 'nobody', 'b', 'c'];
        const seen: unknown[] = [];
        const results = lib.resetForgottenPasswords(users, { ...base, maxSends: 2 });
        const error = await rejectionOf(
          (async () => {
            for await (const { input } of results) seen.push(input);
          })(),
        );
        expect(error.code).to.equal('ERR_STOPPED_BUDGET');
        expect(seen).to.deep.equal(['a', 'nobody', 'b']);
        expect(usersOf(service)).to.deep.equal(['a', 'nobody', 'b']);
      },
      knowing('a', 'b', 'c'),
    );
  });

  it('never sends more than its budget, however many are under way', () =>
    useBench(async ({ lib, base, service }) => {
      const users = Array.from({ length: 50 }, (_, index) => `user${index}`);
      const parameters = { ...base, maxSends: 10, concurrency: 8 };
      await rejectionOf(collect(lib.resetForgottenPasswords(users, parameters)));
      expect(service.requests).to.have.length(10);
    }));

  it('adds up attempts of a throttled record', () => {
    return useBench(
      async ({ lib, base }) => {
        const parameters = { ...base, concurrency: 2, Select: '$metadata' } as const;
        const [result] = await collect(lib.resetForgottenPasswords(['a'], parameters));
        const metadata = result?.ok && !result.skipped ? result.output : undefined;
        expect(metadata).to.deep.include({ attempts: 3, httpStatusCode: 200 });
        expect(metadata?.totalRetryDelay).to.be.above(0);
      },
      refusing('TooManyRequestsException', 2),
    );
  });

  it('ends gently when asked to: what is under way is finished, and nothing more is sent', () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const held: (() => void)[] = [];
    const stopAtSecond = (): Promise<void> =>
      new Promise((resolve) => {
        held.push(resolve);
        if (held.length < 2) return;
        controller.abort(reason);
        for (const release of held) release();
      });
    return useBench(async ({ lib, base, service }) => {
      const users = [...'abcdefghij'];
      const ClientConfig = { transport: watched(service, stopAtSecond) };
      const parameters = { ...base, concurrency: 2, stopSignal: controller.signal, ClientConfig };
      const results = lib.resetForgottenPasswords(users, parameters);
      for (const user of ['a', 'b']) {
        expect((await results.next()).value).to.deep.include({ input: user, ok: true });
      }
      expect(await rejectionOf(results.next())).to.equal(reason);
      expect(usersOf(service).sort()).to.deep.equal(['a', 'b']);
    });
  });

  it('ends gently also in the wait of a throttled record, whose result is its refusal', () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    // Once the answer is there, the record waits for two seconds.
    const stopLater = (): void => void setImmediate(() => controller.abort(reason));
    return useBench(async ({ lib, base, service }) => {
      const parameters = {
        ...base,
        requestsPerSecond: 0.5,
        stopSignal: controller.signal,
        onProgress: () => {},
        ClientConfig: { transport: watched(service, stopLater) },
      };
      const results = lib.resetForgottenPasswords(['a', 'b'], parameters);
      const { value } = await results.next();
      expect(value?.ok === false && value.error).to.be.instanceOf(lib.TooManyRequestsException);
      expect(await rejectionOf(results.next())).to.equal(reason);
    }, throttling);
  });

  it('does not wait for a source that has nothing more to say when it is to end', () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    return useBench(async ({ lib, base }) => {
      async function* source() {
        yield 'a';
        await new Promise(() => {});
      }
      const results = lib.resetForgottenPasswords(source(), { ...base, concurrency: 2, signal: controller.signal });
      expect((await results.next()).value).to.deep.include({ input: 'a', ok: true });
      const ended = rejectionOf(results.next());
      controller.abort(reason);
      expect(await ended).to.equal(reason);
    });
  });

  it('stops after failures in a row that concern all', () =>
    useBench(async ({ lib, base, service }) => {
      const users = [...'abcdefghij'];
      const error = await rejectionOf(collect(lib.resetForgottenPasswords(users, { ...base, stopAfter: 3 })));
      expect(error.code).to.equal('ERR_STOPPED_FAILURES');
      expect(error.cause).to.be.instanceOf(lib.ForbiddenException);
      expect(service.requests).to.have.length(3);
    }, refusing('ForbiddenException')));

  for (const wrong of [
    { concurrency: 0 },
    { concurrency: 1.5 },
    { requestsPerSecond: 0 },
    { requestsPerSecond: Number.NaN },
    { maxWaitMs: -1 },
    { maxSends: 0 },
    { stopAfter: '5' },
    { deduplicate: 'yes' },
    { journal: 5 },
    { onProgress: true },
  ]) {
    it(`is refused with ${JSON.stringify(wrong)}`, () =>
      useBench(async ({ lib, base, service }) => {
        const call = collect(lib.resetForgottenPasswords(['a'], { ...base, ...wrong } as never));
        const error = await rejectionOf(call);
        expect(error.issues.map(({ path }) => path)).to.deep.equal([`/${Object.keys(wrong)[0]}`]);
        expect(service.requests).to.have.length(0);
      }));
  }

  if (build === 'web') {
    it('has no journal on the web', () =>
      useBench(async ({ lib, base }) => {
        const error = await rejectionOf(collect(lib.resetForgottenPasswords(['a'], { ...base, journal: 'x' })));
        expect(error.code).to.equal('ERR_CONFIGURATION_PLATFORM');
      }));
  }
});

describeCmdlet('a batch with a journal', (useBench, build) => {
  if (build === 'web') return;
  let folder = '';
  let journal = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'batch-'));
    journal = join(folder, 'run.journal');
  });
  afterEach(() => rm(folder, { recursive: true }));

  const times = Number.POSITIVE_INFINITY;
  const oneOfEach: Setting = {
    ...knowing('a', 'c', 'd', 'e'),
    faults: [
      { when: 'after', with: 500, username: 'c', times },
      { when: 'before', with: { name: 'TooManyRequestsException' }, username: 'd', times },
    ],
  };
  const users = ['a', 'b', 'c', 'd', 'e'];

  it('skips what is finished and what is unknown, and sends the rest', () =>
    useBench(async ({ base, service }) => {
      const parameters = { ...base, journal, ClientConfig: { maxAttempts: 1 } };
      await collect(node.resetForgottenPasswords(users.slice(0, 4), parameters));
      const sentFirst = service.requests.length;
      // In another order, as content counts.
      const results = await collect(node.resetForgottenPasswords([...users].reverse(), parameters));
      expect(usersOf(service).slice(sentFirst)).to.deep.equal(['e', 'd']);
      expect(results.map(({ input, ok, skipped }) => [input, ok, skipped])).to.deep.equal([
        ['e', true, undefined],
        ['d', false, undefined],
        ['c', false, 'unknown'],
        ['b', false, 'rejected'],
        ['a', true, 'accepted'],
      ]);
      const unknown = results[2];
      expect(unknown && !unknown.ok && unknown.error).to.be.instanceOf(node.SkippedError);
    }, oneOfEach));

  it('sends again what is unknown when asked to', () =>
    useBench(
      async ({ base, service }) => {
        await collect(node.resetForgottenPasswords(['c'], { ...base, journal }));
        await collect(node.resetForgottenPasswords(['c'], { ...base, journal, retryUnknown: true }));
        expect(usersOf(service)).to.deep.equal(['c', 'c']);
      },
      { ...accepting, faults: [{ when: 'after', with: 500, times }] },
    ));

  for (const [name, message] of [
    ['ResourceNotFoundException', 'User pool client client1 does not exist.'],
    ['NotAuthorizedException', 'Unable to verify secret hash for client client1'],
    ['LimitExceededException', 'Exceeded daily email limit for the operation or the account.'],
    ['LimitExceededException', 'Attempt limit exceeded, please try after some time.'],
    ['ForbiddenException', 'Request not allowed due to WAF block.'],
    ['TooManyRequestsException', 'Rate exceeded'],
  ] as const) {
    it(`sends again whom no code went out to for a reason that may pass: ${message}`, () => {
      return useBench(
        async ({ base, service }) => {
          const parameters = { ...base, journal, ClientConfig: { maxAttempts: 1 } };
          const [first] = await collect(node.resetForgottenPasswords(['a'], parameters));
          expect(first?.ok).to.equal(false);
          const [second] = await collect(node.resetForgottenPasswords(['a'], parameters));
          expect(second).to.deep.include({ ok: true });
          expect(second).not.to.have.property('skipped');
          expect(service.requests).to.have.length(2);
        },
        refusing({ name, message }, 1),
      );
    });
  }

  it('sends nobody twice who is in the source twice', () =>
    useBench(async ({ base, service }) => {
      const parameters = { ...base, journal, concurrency: 4 };
      const results = await collect(node.resetForgottenPasswords(['a', 'b', 'a', 'a'], parameters));
      expect(results.map(({ skipped }) => skipped)).to.deep.equal([undefined, undefined, 'duplicate', 'duplicate']);
      expect(usersOf(service).sort()).to.deep.equal(['a', 'b']);
    }));

  it('keeps a throttled record for one that was not sent, while it waits', () => {
    let stop = new AbortController();
    const stopLater = (): void => void setImmediate(() => stop.abort());
    return useBench(async ({ base, service }) => {
      const ClientConfig = { transport: watched(service, stopLater) };
      const parameters = { ...base, journal, requestsPerSecond: 0.5, ClientConfig };
      const results = node.resetForgottenPasswords(['a'], { ...parameters, stopSignal: stop.signal });
      await rejectionOf(collect(results));
      const refused = service.requests.length;
      // It is sent, and refused, once more: it is neither finished nor unknown.
      stop = new AbortController();
      await rejectionOf(collect(node.resetForgottenPasswords(['a'], { ...parameters, stopSignal: stop.signal })));
      expect(service.requests.length).to.be.above(refused);
    }, throttling);
  });

  it('counts nobody as sent who was declined', () =>
    useBench(async ({ base, service }) => {
      await collect(node.resetForgottenPasswords(['a'], { ...base, journal, WhatIf: true }));
      const results = await collect(node.resetForgottenPasswords(['a'], { ...base, journal }));
      expect(results.map(({ ok, skipped }) => [ok, skipped])).to.deep.equal([[true, undefined]]);
      expect(service.requests).to.have.length(1);
    }));

  it('takes a record whose request was refused before it was sent for not sent', () =>
    useBench(async ({ base, service }) => {
      const parameters = { ClientId: 'client1', journal, ClientConfig: { maxAttempts: 1 } };
      const nowhere = { ...parameters, ClientConfig: { maxAttempts: 1, endpointUrl: 'http://127.0.0.1:1' } };
      const [result] = await collect(node.resetForgottenPasswords(['a'], { ...nowhere }));
      expect(result?.ok).to.equal(false);
      const again = { ...nowhere, ClientConfig: { ...nowhere.ClientConfig, transport: fetchFrom(base.EndpointUrl) } };
      const results = await collect(node.resetForgottenPasswords(['a'], again));
      expect(results.map(({ ok }) => ok)).to.deep.equal([true]);
      expect(service.requests).to.have.length(1);
    }));

  it('is closed, and so can be used again, when the caller stops early', () =>
    useBench(async ({ base }) => {
      for await (const _result of node.resetForgottenPasswords(users, { ...base, journal })) break;
      const results = await collect(node.resetForgottenPasswords(['a'], { ...base, journal }));
      expect(results[0]?.skipped).to.equal('accepted');
    }));
});

/** A transport to another endpoint than the one that the client knows. */
function fetchFrom(url: string): node.Transport {
  return (_url, request) => fetch(url, request);
}

describe('a batch whose journal cannot be written', () => {
  const record = { first: undefined, known: undefined, isVariant: false, finish() {} };
  const failure = new Error('ENOSPC');
  const fail = (): Promise<never> => Promise.reject(failure);
  const answer = { $metadata: { attempts: 1, totalRetryDelay: 0 } };

  it('sends nothing that was not noted before', async () => {
    const batch = new Batch({}, undefined);
    let calls = 0;
    const call = async (policy: CallPolicy) => {
      await policy.beforeAttempt();
      calls++;
      return answer;
    };
    const sent = await batch.send(0, { ...record, begin: fail, end: fail }, call);
    expect({ sent, calls }).to.deep.equal({ sent: undefined, calls: 0 });
    expect(batch.halted.reason).to.be.instanceOf(node.StoppedError);
    expect(batch.halted.reason).to.deep.include({ code: 'ERR_STOPPED_JOURNAL', cause: failure });
  });

  it('ends with that when it is closed, at the latest', async () => {
    const journal = { find: () => record, close: fail };
    const error = await rejectionOf(new Batch({}, journal as never).close());
    expect(error)
      .to.be.instanceOf(node.StoppedError)
      .and.to.deep.include({ code: 'ERR_STOPPED_JOURNAL', cause: failure });
  });

  it('brings what came of a request that was noted, and begins no other', async () => {
    const batch = new Batch({}, undefined);
    const begun = { ...record, begin: async () => {}, end: fail };
    const call = async (policy: CallPolicy) => {
      await policy.beforeAttempt();
      await policy.afterAttempt({ outcome: 'accepted', isThrottled: false });
      return answer;
    };
    expect(await batch.send(0, begun, call)).to.deep.equal({ response: answer, outcome: 'accepted' });
    expect(await batch.send(1, begun, call)).to.equal(undefined);
  });
});
