import { expect } from 'chai';
import type { ForgotPasswordClientConfig } from '../../../lib/client/config.ts';
import type { ClientEvent } from '../../../lib/client/events.ts';
import { type Answer, refusal, reset } from '../../support/loopback.ts';
import { type Cases, type Instruments, rejectionOf, request, type World } from '../../support/world.ts';

/** The waits before the attempts of one call, in milliseconds, as announced; none of them is waited for to its end. */
async function waits(
  world: World,
  answers: readonly Answer[],
  instruments: Instruments,
  config: ForgotPasswordClientConfig,
): Promise<number[]> {
  const { url } = await world.serve(...answers);
  const delays: number[] = [];
  const onEvent = (event: ClientEvent): void => {
    if (event.type === 'retry-scheduled') delays.push(event.delayMs);
  };
  await rejectionOf(world.client(url, { ...config, onEvent }, instruments).forgotPassword(request));
  return delays;
}

/** The wait that a reply with these headers leads to, in milliseconds. */
async function hintedWait(world: World, headers: Record<string, string>, random = 0): Promise<number | undefined> {
  const { url } = await world.serve({ ...refusal('TooManyRequestsException'), headers });
  const abortion = new AbortController();
  let delay: number | undefined;
  const onEvent = (event: ClientEvent): void => {
    if (event.type !== 'retry-scheduled') return;
    delay = event.delayMs;
    abortion.abort();
  };
  const client = world.client(url, { onEvent }, { random: () => random });
  await rejectionOf(client.forgotPassword(request, { signal: abortion.signal }));
  return delay;
}

const busy = refusal('TooManyRequestsException');

// The client retries after this one under at-least-once.
const failing: Answer = { status: 503 };
const atLeastOnce = { delivery: 'at-least-once' } as const;

/** How often, after how long, and out of which budget. */
export const retryCases: Cases = {
  maxAttempts: {
    async 'counts the first attempt'({ call }) {
      for (const maxAttempts of [1, 2, 5]) {
        const { error, server } = await call([busy], { maxAttempts });
        expect(server.requests).to.have.length(maxAttempts);
        expect(error.$metadata.attempts).to.equal(maxAttempts);
      }
    },
  },

  'the wait before an attempt': {
    async 'doubles from 50 ms, and from 1 s after throttling, with jitter'(world) {
      const random = (): number => 0.01;
      expect(await waits(world, [failing], { random }, { ...atLeastOnce, maxAttempts: 4 })).to.deep.equal([0.5, 1, 2]);
      expect(await waits(world, [busy], { random }, { maxAttempts: 4 })).to.deep.equal([10, 20, 40]);
    },
    async 'adds up in $metadata'({ serve, client }) {
      const { url } = await serve(busy, failing, {});
      const { $metadata } = await client(url, atLeastOnce, { random: () => 0.01 }).forgotPassword(request);
      expect($metadata.totalRetryDelay).to.equal(11);
    },
    async 'can be lengthened by the service, by 5 s at most'(world) {
      expect(await hintedWait(world, { 'retry-after': '2' })).to.equal(2_000);
      expect(await hintedWait(world, { 'x-amz-retry-after': '1500' })).to.equal(1_500);
      expect(await hintedWait(world, { 'x-amz-retry-after': '99999' }, 0.5)).to.equal(5_500);
      expect(await hintedWait(world, { 'retry-after': new Date(Date.now() + 3_600_000).toUTCString() })).to.equal(
        5_000,
      );
    },
    async 'is not shortened by the service'(world) {
      expect(await hintedWait(world, { 'retry-after': '0.2' }, 0.5)).to.equal(500);
    },
    async 'is made for the last reply, not for an earlier one'({ serve, client }) {
      const server = await serve({ ...busy, headers: { 'x-amz-retry-after': '1' } }, reset);
      const delays: number[] = [];
      const onEvent = (event: ClientEvent): void => {
        if (event.type === 'retry-scheduled') delays.push(event.delayMs);
      };
      const caller = client(server.url, { onEvent, delivery: 'at-least-once' });
      await rejectionOf(caller.forgotPassword(request));
      expect(delays).to.deep.equal([1, 0]);
    },
    async 'is not begun when it leaves no time for an attempt'({ serve, client }) {
      const server = await serve({ ...busy, headers: { 'retry-after': '4' } });
      const error = await rejectionOf(client(server.url, { timeoutMs: 3_000 }).forgotPassword(request));
      expect(error).to.include({ name: 'TooManyRequestsException', outcome: 'rejected' });
      expect(error.$metadata).to.include({ attempts: 1, totalRetryDelay: 0 });
    },
  },

  'the retry quota': {
    async 'ends retries once 500 tokens at 14 each are spent, for all calls of a client'({ serve, client }) {
      const server = await serve(failing);
      const caller = client(server.url, { ...atLeastOnce, maxAttempts: 100 });
      const first = await rejectionOf(caller.forgotPassword(request));
      expect(first).to.include({ name: 'ResponseError', outcome: 'unknown' });
      // 35 retries cost 490, and the 10 that are left buy none.
      expect(first.$metadata.attempts).to.equal(36);
      expect((await rejectionOf(caller.forgotPassword(request))).$metadata.attempts).to.equal(1);
      const other = await rejectionOf(client(server.url, atLeastOnce).forgotPassword(request));
      expect(other.$metadata.attempts).to.equal(3);
    },
    async 'ends retries after throttling once 500 tokens at 5 each are spent'({ serve, client }) {
      const server = await serve(busy);
      const caller = client(server.url, { maxAttempts: 200 });
      expect((await rejectionOf(caller.forgotPassword(request))).$metadata.attempts).to.equal(101);
      const second = await rejectionOf(caller.forgotPassword(request));
      expect(second).to.include({ name: 'TooManyRequestsException', outcome: 'rejected', retryable: true });
      expect(second.$metadata.attempts).to.equal(1);
    },
    async 'gets back what the last retry cost, or 1 after a success without one'({ serve, client }) {
      const failures: Answer[] = Array(36).fill(failing);
      // 10 tokens are left. Four calls without a retry make 14, which buy one retry, whose success brings them back.
      const server = await serve(...failures, {}, {}, {}, {}, failing, {}, failing);
      const caller = client(server.url, { ...atLeastOnce, maxAttempts: 100 });
      await rejectionOf(caller.forgotPassword(request));
      for (let i = 0; i < 4; i++) await caller.forgotPassword(request);
      expect((await caller.forgotPassword(request)).$metadata.attempts).to.equal(2);
      expect((await rejectionOf(caller.forgotPassword(request))).$metadata.attempts).to.equal(2);
    },
  },
};
