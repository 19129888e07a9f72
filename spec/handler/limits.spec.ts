import { expect } from 'chai';
import type { ForgotPasswordError } from '../../lib/errors/base-error.ts';
import { accountOf, addressOf } from '../../lib/handler/limiter-keys.ts';
import type { ForgotPasswordHandlerOptions } from '../../lib/handler/options.ts';
import { createForgotPasswordHandler, type Limit, type Limiter, memoryLimiter } from '../../lib/handler.ts';
import { clientOver, makePool, STATES } from './support/pool.ts';
import { answerOf, confirmBody, formRequest, jsonRequest } from './support/requests.ts';

const clientIp = (request: Request): string | null => request.headers.get('cf-connecting-ip');

// With waitUntil, no answer of the first step takes time.
function setUp(options: Partial<ForgotPasswordHandlerOptions>) {
  const pool = makePool();
  const errors: ForgotPasswordError[] = [];
  const handle = createForgotPasswordHandler({
    client: clientOver(pool.transport),
    minimumMs: 0,
    waitUntil: () => {},
    onError: (error) => errors.push(error),
    ...options,
  });
  const statusOf = async (username: string, ip?: string): Promise<number> =>
    (await handle(jsonRequest({ username }, '', ip ? { 'cf-connecting-ip': ip } : {}))).status;
  return { handle, statusOf, pool, errors };
}

interface Consumed extends Limit {
  readonly key: string;
}

function recordingLimiter(): Limiter & { readonly consumed: readonly Consumed[] } {
  const consumed: Consumed[] = [];
  return {
    consumed,
    consume(key, limit) {
      consumed.push({ key, ...limit });
      return { allowed: true };
    },
  };
}

async function repeat<Result>(count: number, work: (index: number) => Promise<Result>): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (let index = 0; index < count; index++) results.push(await work(index));
  return results;
}

describe('the limits of the handler', () => {
  it('are asked with keyed hashes for the address and for the account, alike for an unknown user', async () => {
    const limiter = recordingLimiter();
    const { statusOf } = setUp({ limiter, clientIp });
    for (const username of ['confirmed', 'unknown']) await statusOf(username, '192.0.2.7');
    expect(limiter.consumed.map(({ limit, windowSeconds }) => [limit, windowSeconds])).to.deep.equal([
      [10, 60],
      [5, 3_600],
      [10, 60],
      [5, 3_600],
    ]);
    for (const { key } of limiter.consumed) expect(key).to.match(/^[\w-]{43}$/);
    const [address, account, sameAddress, otherAccount] = limiter.consumed.map(({ key }) => key);
    expect(address).to.equal(sameAddress);
    expect(new Set([address, account, otherAccount]).size).to.equal(3);
  });

  it('see other keys with another secret, and the same ones with the same secret', async () => {
    const keysWith = async (limiterSecret?: string) => {
      const limiter = recordingLimiter();
      await setUp({ limiter, limiterSecret }).statusOf('confirmed');
      return limiter.consumed[0]?.key;
    };
    const secret = 'a secret of 25 characters';
    expect(await keysWith(secret)).to.equal(await keysWith(secret));
    expect(await keysWith(secret)).not.to.equal(await keysWith(`${secret}!`));
    expect(await keysWith()).not.to.equal(await keysWith());
  });

  it('take no header for the address unless clientIp says so', async () => {
    const limiter = recordingLimiter();
    await setUp({ limiter }).statusOf('confirmed', '192.0.2.7');
    expect(limiter.consumed.map(({ windowSeconds }) => windowSeconds)).to.deep.equal([3_600]);
  });

  it('let all requests without an address share one limit', async () => {
    const { statusOf } = setUp({ limiter: memoryLimiter(), clientIp });
    const statuses = await repeat(11, (index) => statusOf(`user-${index}`));
    expect(statuses).to.deep.equal([...Array(10).fill(202), 429]);
  });

  it('answer the eleventh request from an address in a minute with 429 and when to come again', async () => {
    const { handle, statusOf, pool } = setUp({ limiter: memoryLimiter(), clientIp });
    await repeat(10, (index) => statusOf(`user-${index}`, '192.0.2.7'));
    const response = await handle(jsonRequest({ username: 'user-11' }, '', { 'cf-connecting-ip': '192.0.2.7' }));
    expect(await answerOf(response)).to.deep.equal([429, { error: 'too_many_requests' }]);
    expect(Number(response.headers.get('retry-after'))).to.be.within(1, 60);
    expect(pool.requests).to.have.length(10);
    expect(await statusOf('user-12', '192.0.2.8')).to.equal(202);
  });

  for (const state of STATES) {
    it(`answer the sixth request for an account in an hour with 429 when it is ${state}, in each step`, async () => {
      const { handle, statusOf } = setUp({ limiter: memoryLimiter() });
      expect(await repeat(6, () => statusOf(state))).to.deep.equal([202, 202, 202, 202, 202, 429]);
      const confirm = () => handle(jsonRequest(confirmBody(state), '/confirm'));
      const confirmed = await Promise.all(Array.from({ length: 6 }, confirm));
      expect(confirmed.map(({ status }) => status).sort()).to.deep.equal([400, 400, 400, 400, 400, 429]);
    });
  }

  it('count one account however its name is spelled, and let time pass', async () => {
    let nowMs = 0;
    const { statusOf } = setUp({ limiter: memoryLimiter({ now: () => nowMs }) });
    const spellings = ['alice', 'Alice', 'ALICE', ' alice', 'aLiCe', 'alicE'];
    expect(await repeat(6, (index) => statusOf(`${spellings[index]}`))).to.deep.equal([202, 202, 202, 202, 202, 429]);
    nowMs = 3_599_999;
    expect(await statusOf('alice')).to.equal(429);
    nowMs = 3_600_000;
    expect(await statusOf('alice')).to.equal(202);
  });

  it('redirect form posts to the page for too many requests', async () => {
    const limiter: Limiter = { consume: () => ({ allowed: false }) };
    const { handle } = setUp({ limiter, pages: { tooMany: '/later' } });
    const response = await handle(formRequest({ username: 'confirmed' }));
    expect([response.status, response.headers.get('location')]).to.deep.equal([303, '/later']);
    expect(response.headers.get('retry-after')).to.equal('3600');
  });
});

describe('a limiter that fails', () => {
  const failures: Readonly<Record<string, Limiter['consume']>> = {
    throws: () => {
      throw new Error('redis://user:password@host');
    },
    rejects: () => Promise.reject(new Error('gone')),
    'does not answer': () => new Promise(() => {}),
    'answers something else': () => JSON.parse('{}'),
  };

  for (const [how, consume] of Object.entries(failures)) {
    it(`closes the route when it ${how}, and onError is told`, async () => {
      const { handle, pool, errors } = setUp({ limiter: { consume } });
      expect(await answerOf(await handle(jsonRequest({ username: 'confirmed' })))).to.deep.equal([
        503,
        { error: 'unavailable' },
      ]);
      expect(pool.requests).to.deep.equal([]);
      expect(errors.map(({ message }) => message)).to.deep.equal([
        'The limiter failed. The request was answered with 503. Check the store behind it.',
      ]);
      expect(errors[0]?.cause).to.be.instanceOf(Error);
    });
  }

  it('leaves the route open when it is told to', async () => {
    const { statusOf, pool, errors } = setUp({
      limiter: { consume: failures.rejects as Limiter['consume'] },
      limiterFailure: 'open',
    });
    expect(await statusOf('confirmed')).to.equal(202);
    expect(pool.requests).to.have.length(1);
    expect(errors).to.have.length(1);
  });

  it('is what a clientIp that throws counts as', async () => {
    const fail = (): string => {
      throw new Error('no header');
    };
    expect(await setUp({ limiter: memoryLimiter(), clientIp: fail }).statusOf('confirmed')).to.equal(503);
  });
});

describe('the memory limiter', () => {
  it('forgets the oldest keys when there are too many', () => {
    const limiter = memoryLimiter({ maxKeys: 2 });
    const consume = (key: string) => limiter.consume(key, { limit: 1, windowSeconds: 60 });
    for (const key of ['a', 'b', 'c']) expect(consume(key)).to.include({ allowed: true });
    expect(consume('c')).to.include({ allowed: false });
    expect(consume('a')).to.include({ allowed: true });
  });

  it('takes a key whose window was opened again for a young one', () => {
    let nowMs = 0;
    const limiter = memoryLimiter({ maxKeys: 2, now: () => nowMs });
    const consume = (key: string) => limiter.consume(key, { limit: 1, windowSeconds: 60 });
    consume('a');
    nowMs = 30_000;
    consume('b');
    nowMs = 60_000;
    consume('a');
    consume('c');
    expect(consume('a')).to.include({ allowed: false });
  });

  it('says in how many seconds a window ends', () => {
    let nowMs = 5_000;
    const limiter = memoryLimiter({ now: () => nowMs });
    limiter.consume('a', { limit: 1, windowSeconds: 60 });
    nowMs = 5_500;
    expect(limiter.consume('a', { limit: 1, windowSeconds: 60 })).to.deep.equal({
      allowed: false,
      retryAfterSeconds: 60,
    });
    nowMs = 64_999;
    expect(limiter.consume('a', { limit: 1, windowSeconds: 60 })).to.deep.equal({
      allowed: false,
      retryAfterSeconds: 1,
    });
  });
});

describe('what stands for an address or an account', () => {
  for (const [ip, address] of [
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:DB8:0001:2::', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['[2001:db8::1]', '2001:db8:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['::1', '0:0:0:0'],
    ['', ''],
  ] as const) {
    it(`is ${address} for the address ${ip}`, () => {
      expect(addressOf(ip)).to.equal(address);
    });
  }

  it('is the same for names that differ in case or in the form of their letters', () => {
    expect(accountOf('ZOË')).to.equal(accountOf('zoe\u0308'));
  });
});
