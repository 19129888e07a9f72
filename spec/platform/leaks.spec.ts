import { getEventListeners } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import { expect } from 'chai';
import * as web from '../../lib/index.ts';
import * as node from '../../lib/node.ts';
import { campaignSize } from '../support/campaign.ts';
import { type Chance, seededChance } from '../support/chance.ts';
import { type Answer, type Answerer, type Loopback, loopback, refusal, reset, silence } from '../support/loopback.ts';

const CALLS = campaignSize(2_000, 500);
const CONCURRENCY = 50;

type Counts = Readonly<Record<string, number>>;

/** What keeps this process alive, counted. */
function countResources(): Counts {
  const counts: Record<string, number> = {};
  for (const name of process.getActiveResourcesInfo()) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

const LONGEST_WAIT_MS = 15_000;

/** Waits until there are no more sockets and timers than there were. */
async function untilFreed({ TCPSocketWrap: sockets = 0, Timeout: timers = 0 }: Counts): Promise<void> {
  const end = performance.now() + LONGEST_WAIT_MS;
  for (;;) {
    const now = countResources();
    // One timer is mocha's own.
    if ((now.TCPSocketWrap ?? 0) <= sockets && (now.Timeout ?? 0) <= timers + 1) return;
    if (performance.now() > end) throw new Error(`Left behind: ${JSON.stringify(now)}`);
    await turn();
  }
}

const prompt: Readonly<Record<string, Answer>> = {
  success: {},
  refusal: refusal('NotAuthorizedException'),
  fault: refusal('InternalErrorException', 'No.', 500),
  throttling: { ...refusal('TooManyRequestsException'), headers: { 'retry-after': '0' } },
  gateway: { status: 503, body: '<html>', headers: { 'x-amz-retry-after': '3' } },
  hint: { ...refusal('ThrottlingException'), headers: { 'x-amz-retry-after': '3' } },
  reset,
};
const endless: Readonly<Record<string, Answer>> = {
  'a long hint': { ...refusal('ThrottlingException'), headers: { 'retry-after': '3600' } },
  'an endless body': { body: '{', after: 'hang' },
  silence,
};

const answers = { ...prompt, ...endless };

/** The service answers as the metadata say. */
const answerAsAsked: Answerer = ({ body }) => {
  const { ClientMetadata } = JSON.parse(body) as { ClientMetadata: { answer: string } };
  return answers[ClientMetadata.answer] ?? silence;
};

/** Limits in any combination, but none so long that the spec would wait for it. */
function limitsOf({ below, pick }: Chance, answer: string) {
  const long = answer in endless ? 40 : 30_000;
  return {
    delivery: pick(['at-most-once', 'at-least-once'] as const),
    maxAttempts: 1 + below(4),
    connectTimeoutMs: pick([50, 5_000]),
    requestTimeoutMs: pick([1, 15, long]),
    timeoutMs: pick([1, 30, 5 * long]),
  };
}

for (const [build, lib] of Object.entries({ node, web })) {
  describe(`many calls under every combination of limits (${build} build)`, function () {
    this.timeout(120_000);
    const calm = new AbortController();
    const endings: Record<string, number> = {};
    let atFirst: Counts;
    let service: Loopback;
    const warnings: string[] = [];
    const onWarning = ({ name }: Error): number => warnings.push(name);

    /** How a call ended: `accepted`, an error's code, or the reason of its abort. */
    const endingOf = async (
      call: Promise<unknown>,
    ): Promise<[ending: string, metadata?: node.ResponseMetadata | undefined]> => {
      try {
        await call;
        return ['accepted'];
      } catch (error) {
        if (lib.isForgotPasswordError(error)) return [error.code, error.$metadata];
        return [String(error)];
      }
    };

    const makeCall = async (index: number): Promise<void> => {
      const chance = seededChance(index);
      const answer = chance.pick(Object.keys(answers));
      const { timeoutMs, ...config } = limitsOf(chance, answer);
      const told: string[] = [];
      const onEvent = ({ type }: node.ClientEvent): number => told.push(type);
      const client = new lib.ForgotPasswordClient({ endpointUrl: service.url, ...config, onEvent });
      const hasty = new AbortController();
      const isHasty = chance.below(4) === 0;
      if (isHasty) setTimeout(() => hasty.abort('enough'), chance.below(40));
      const { signal } = isHasty ? hasty : calm;
      const request = { ClientId: 'client', Username: 'alice', ClientMetadata: { answer } };
      const [ending, metadata] = await endingOf(client.forgotPassword(request, { signal, timeoutMs }));
      expect(metadata?.attempts ?? 0).to.be.at.most(config.maxAttempts);
      expect(metadata?.totalRetryDelay ?? 0).to.be.at.most(timeoutMs);
      expect(told.indexOf('call-finished')).to.equal(told.length - 1);
      expect(getEventListeners(hasty.signal, 'abort')).to.have.length(0);
      endings[ending] = (endings[ending] ?? 0) + 1;
      await client.close();
    };

    before(async () => {
      atFirst = countResources();
      process.on('warning', onWarning);
      service = await loopback(answerAsAsked);
      let next = 0;
      const work = async (): Promise<void> => {
        while (next < CALLS) await makeCall(next++);
      };
      await Promise.all(Array.from({ length: CONCURRENCY }, work));
      process.off('warning', onWarning);
    });

    it('end in every way there is', () => {
      expect(endings).to.have.all.keys(
        'accepted',
        'enough',
        'ERR_RESPONSE_INVALID',
        'ERR_SERVICE_CLIENT',
        'ERR_SERVICE_SERVER',
        'ERR_TRANSPORT_FAILED',
        'ERR_TRANSPORT_TIMEOUT',
      );
    });

    it('leave no listener on a signal that outlives them', () => {
      expect(getEventListeners(calm.signal, 'abort')).to.have.length(0);
    });

    it('raise no warning of Node about a signal that many calls share', () => {
      expect(warnings).to.deep.equal([]);
    });

    it('leave neither timer nor socket', async () => {
      await service[Symbol.asyncDispose]();
      await untilFreed(atFirst);
    });
  });
}
