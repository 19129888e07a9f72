// What a batch says of its records comes from their calls, and never from what somebody threw or aborted with.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { BatchProgress } from '../../lib/index.ts';
import * as node from '../../lib/node.ts';
import { collect, describeCmdlet } from '../support/cmdlet.ts';
import { answersOf, type Setting, watched } from '../support/cognito.ts';
import { refusal, withLoopback } from '../support/loopback.ts';

const stalled: Setting = { faults: [{ when: 'before', with: 'stall', times: Number.POSITIVE_INFINITY }] };
const throttled = refusal('TooManyRequestsException', 'Rate exceeded');

describeCmdlet('an aborted batch', (useBench, build) => {
  it('counts records in flight as unknown, whatever it is aborted with', () => {
    const controller = new AbortController();
    let held = 0;
    const abortAtThird = (): void => {
      held += 1;
      // One of our own errors, which says that nothing happened.
      if (held === 3) controller.abort(new node.NotAuthorizedException('User is disabled.'));
    };
    return useBench(async ({ lib, base, service }) => {
      const told: BatchProgress[] = [];
      const parameters = {
        ...base,
        ClientConfig: { transport: watched(service, abortAtThird) },
        concurrency: 3,
        signal: controller.signal,
        onProgress: (progress: BatchProgress) => told.push(progress),
      };
      await collect(lib.resetForgottenPasswords(['a', 'b', 'c'], parameters)).catch(() => {});
      expect(told.at(-1)).to.include({ done: 3, unknown: 3, refused: 0, accepted: 0 });
    }, stalled);
  });

  if (build === 'web') return;
  it('leaves them unknown in its journal, so that the next run does not send them again', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'outcomes-'));
    const journal = join(folder, 'run.journal');
    const controller = new AbortController();
    const abort = (): void => controller.abort(new node.NotAuthorizedException('User is disabled.'));
    try {
      await useBench(async ({ lib, base, service }) => {
        const ClientConfig = { transport: watched(service, abort) };
        const parameters = { ...base, journal, signal: controller.signal, ClientConfig };
        await collect(lib.resetForgottenPasswords(['a'], parameters)).catch(() => {});
        expect(await readFile(journal, 'utf8')).to.include('"unknown"');
        const [again] = await collect(lib.resetForgottenPasswords(['a'], { ...base, journal }));
        expect(again).to.include({ ok: false, skipped: 'unknown' });
        expect(service.requests).to.have.length(1);
      }, stalled);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describeCmdlet('a throttled batch', (useBench) => {
  it('waits as long as the service asks, before it sends that record again', () =>
    useBench(({ lib, base, service }) =>
      withLoopback(
        [{ ...throttled, headers: { 'retry-after': '1' } }, answersOf(service)],
        async ({ url, requests }) => {
          const parameters = { ...base, EndpointUrl: url, concurrency: 2, Select: '$metadata' } as const;
          const [result] = await collect(lib.resetForgottenPasswords(['a'], parameters));
          const metadata = result?.ok && !result.skipped ? result.output : undefined;
          // A timer may fire a millisecond early.
          expect(metadata?.totalRetryDelay).to.be.at.least(999);
          expect(requests).to.have.length(2);
        },
      ),
    ));

  it('gives a record up where that would take longer than maxWaitMs', () =>
    useBench(({ lib, base }) =>
      withLoopback([{ ...throttled, headers: { 'retry-after': '30' } }], async ({ url, requests }) => {
        const parameters = { ...base, EndpointUrl: url, concurrency: 2, maxWaitMs: 5_000 };
        const [result] = await collect(lib.resetForgottenPasswords(['a'], parameters));
        expect(result).to.have.nested.property('error.outcome', 'rejected');
        expect(requests).to.have.length(1);
      }),
    ));

  it('sends nobody a second request for a reply that bears no word of the service', () =>
    useBench(({ lib, base }) => {
      const gateway = { status: 503, headers: { 'retry-after': '0' }, body: '<html>busy</html>' };
      return withLoopback([gateway], async ({ url, requests }) => {
        const parameters = { ...base, EndpointUrl: url, concurrency: 8, maxSends: 2 };
        await collect(lib.resetForgottenPasswords(['a', 'b', 'c', 'd'], parameters)).catch(() => {});
        // Each may have cost a code, and counts as one.
        expect(requests).to.have.length(2);
      });
    }));
});
