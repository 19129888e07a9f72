// What a batch says of its records comes from their calls, and never from what somebody threw or aborted with.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { BatchProgress } from '../../lib/index.ts';
import * as node from '../../lib/node.ts';
import { collect, describeCmdlet } from '../support/cmdlet.ts';
import { type Answer, reply } from '../support/service.ts';

const throttling = { __type: 'TooManyRequestsException', message: 'Rate exceeded' };

describeCmdlet('an aborted batch', (useBench, build) => {
  it('counts records in flight as unknown, whatever it is aborted with', () => {
    const controller = new AbortController();
    let held = 0;
    const hold: Answer = () => {
      held += 1;
      // One of our own errors, which says that nothing happened.
      if (held === 3) controller.abort(new node.NotAuthorizedException('User is disabled.'));
    };
    return useBench(async ({ lib, base }) => {
      const told: BatchProgress[] = [];
      const parameters = {
        ...base,
        concurrency: 3,
        signal: controller.signal,
        onProgress: (progress: BatchProgress) => told.push(progress),
      };
      await collect(lib.resetForgottenPasswords(['a', 'b', 'c'], parameters)).catch(() => {});
      expect(told.at(-1)).to.include({ done: 3, unknown: 3, refused: 0, accepted: 0 });
    }, hold);
  });

  if (build === 'web') return;
  it('leaves them unknown in its journal, so that the next run does not send them again', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'outcomes-'));
    const journal = join(folder, 'run.journal');
    const controller = new AbortController();
    const hold: Answer = () => controller.abort(new node.NotAuthorizedException('User is disabled.'));
    try {
      await useBench(async ({ lib, base, service }) => {
        const parameters = { ...base, journal, signal: controller.signal };
        await collect(lib.resetForgottenPasswords(['a'], parameters)).catch(() => {});
        expect(await readFile(journal, 'utf8')).to.include('"unknown"');
        const [again] = await collect(lib.resetForgottenPasswords(['a'], { ...base, journal }));
        expect(again).to.include({ ok: false, skipped: 'unknown' });
        expect(service.requests).to.have.length(1);
      }, hold);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describeCmdlet('a throttled batch', (useBench) => {
  it('waits as long as the service asks, before it sends that record again', () => {
    const answers = [reply(400, throttling, { 'retry-after': '1' }), reply(200, {})];
    return useBench(
      async ({ lib, base, service }) => {
        const parameters = { ...base, concurrency: 2, Select: '$metadata' } as const;
        const [result] = await collect(lib.resetForgottenPasswords(['a'], parameters));
        const metadata = result?.ok && !result.skipped ? result.output : undefined;
        // A timer may fire a millisecond early.
        expect(metadata?.totalRetryDelay).to.be.at.least(999);
        expect(service.requests).to.have.length(2);
      },
      (...exchange) => answers.shift()?.(...exchange),
    );
  });

  it('gives a record up where that would take longer than maxWaitMs', () =>
    useBench(
      async ({ lib, base, service }) => {
        const [result] = await collect(
          lib.resetForgottenPasswords(['a'], { ...base, concurrency: 2, maxWaitMs: 5_000 }),
        );
        expect(result).to.have.nested.property('error.outcome', 'rejected');
        expect(service.requests).to.have.length(1);
      },
      reply(400, throttling, { 'retry-after': '30' }),
    ));

  it('sends nobody a second request for a reply that bears no word of the service', () =>
    useBench(
      async ({ lib, base, service }) => {
        const parameters = { ...base, concurrency: 8, maxSends: 2 };
        await collect(lib.resetForgottenPasswords(['a', 'b', 'c', 'd'], parameters)).catch(() => {});
        // Each may have cost a code, and counts as one.
        expect(service.requests).to.have.length(2);
      },
      reply(503, '<html>busy</html>', { 'retry-after': '0' }),
    ));
});
