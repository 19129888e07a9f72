import { expect } from 'chai';
import { createHandler } from '../../lib/handler/create-handler.ts';
import type { ForgotPasswordHandlerOptions } from '../../lib/handler/options.ts';
import { webSurroundings } from '../../lib/handler/surroundings.ts';
import { timedHandler } from './support/handlers.ts';
import { clientOver, makePool } from './support/pool.ts';
import { answerOf, formRequest, jsonRequest, urlOf } from './support/requests.ts';

const ORIGIN = 'https://www.example.com';
const OTHER = 'https://evil.example';

function setUp(options: Omit<ForgotPasswordHandlerOptions, 'client'> = {}) {
  const pool = makePool();
  const { answer } = timedHandler(options, () => clientOver(pool.transport));
  return { pool, answer: async (request: Request) => (await answer(request)).response };
}

const post = (headers: Readonly<Record<string, string>>, path = ''): Request =>
  jsonRequest({ username: 'confirmed' }, path, headers);

const streaming = (source: UnderlyingDefaultSource<Uint8Array>): Request => {
  const headers = { 'content-type': 'application/json' };
  const body = new ReadableStream(source);
  const init: RequestInit & { duplex: 'half' } = { method: 'POST', headers, body, duplex: 'half' };
  return new Request(urlOf(), init);
};

describe('a request to the handler', () => {
  it('is answered with JSON that nobody may store', async () => {
    const response = await setUp().answer(post({}));
    expect([...response.headers]).to.deep.equal([
      ['cache-control', 'no-store'],
      ['content-type', 'application/json'],
      ['x-content-type-options', 'nosniff'],
    ]);
    expect(await answerOf(response)).to.deep.equal([202, { status: 'accepted' }]);
  });

  for (const path of ['/', '/other', '/confirm/', '/confirm/x', 'x']) {
    it(`is answered with 404 at ${urlOf(path)}`, async () => {
      expect((await setUp().answer(post({}, path))).status).to.equal(404);
    });
  }

  it('is found below another base path, and at the root', async () => {
    const at = (basePath: string, path: string) =>
      setUp({ basePath }).answer(new Request(`${ORIGIN}${path}`, post({})));
    expect((await at('/api/reset/', '/api/reset')).status).to.equal(202);
    expect((await at('/', '/')).status).to.equal(202);
    expect((await at('/', '/confirm')).status).to.equal(400);
    expect((await at('/api/reset', '/forgot-password')).status).to.equal(404);
  });

  for (const method of ['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS']) {
    it(`is answered with 405 and the method to use, when it is ${method}`, async () => {
      const response = await setUp().answer(new Request(urlOf(), { method }));
      expect([response.status, response.headers.get('allow')]).to.deep.equal([405, 'POST']);
    });
  }

  for (const [type, status] of [
    ['application/json; charset=utf-8', 202],
    ['Application/JSON', 202],
    ['text/plain', 415],
    ['application/jsonx', 415],
    ['constructor', 415],
  ] as const) {
    it(`is answered with ${status} when its content type is ${type}`, async () => {
      expect((await setUp().answer(post({ 'content-type': type }))).status).to.equal(status);
    });
  }

  it('may have members beside those of the handler', async () => {
    expect((await setUp().answer(jsonRequest({ username: 'confirmed', remember: true }))).status).to.equal(202);
  });

  it('is answered with 415 when it has no body', async () => {
    expect((await setUp().answer(new Request(urlOf(), { method: 'POST' }))).status).to.equal(415);
  });

  it('may be a form, also of several parts', async () => {
    const { answer, pool } = setUp();
    const body = new FormData();
    body.set('username', 'confirmed');
    expect((await answer(formRequest({ username: 'confirmed', submit: 'Send' }))).status).to.equal(202);
    expect((await answer(new Request(urlOf(), { method: 'POST', body }))).status).to.equal(202);
    expect(pool.requests.map(({ members }) => members.Username)).to.deep.equal(['confirmed', 'confirmed']);
  });

  for (const [title, body] of [
    ['no JSON', '{'],
    ['no object', '["username"]'],
    ['null', 'null'],
    ['a username that is no text', '{"username":7}'],
    ['no username', '{}'],
    ['a username from a prototype', '{"__proto__":{"username":"confirmed"}}'],
    ['an empty username', '{"username":" "}'],
    ['a username with a space', '{"username":"alice smith"}'],
    ['a username that is too long', JSON.stringify({ username: 'a'.repeat(129) })],
    ['bytes that are no UTF-8', Uint8Array.of(0x7b, 0xff)],
  ] as const) {
    it(`is answered with 400, and nothing is sent, when its body is ${title}`, async () => {
      const { answer, pool } = setUp();
      const headers = { 'content-type': 'application/json' };
      const response = await answer(new Request(urlOf(), { method: 'POST', headers, body }));
      expect(await answerOf(response)).to.deep.equal([400, { error: 'invalid_request' }]);
      expect(pool.requests).to.deep.equal([]);
    });
  }

  it('is answered with 400 when a field stands twice, or is a file', async () => {
    const { answer, pool } = setUp();
    const twice = new URLSearchParams('username=confirmed&username=unknown');
    const file = new FormData();
    file.set('username', new Blob(['confirmed']), 'name.txt');
    for (const body of [twice, file]) {
      expect((await answer(new Request(urlOf(), { method: 'POST', body }))).status).to.equal(400);
    }
    expect(pool.requests).to.deep.equal([]);
  });

  it('is answered with 413 when its body is larger than the limit, whether it says so or not', async () => {
    const { answer } = setUp({ maxBodyBytes: 30 });
    const text = JSON.stringify({ username: 'confirmed' });
    const padded = text.padEnd(31);
    const stream = new Blob([padded]).stream();
    const streamed: RequestInit & { duplex: 'half' } = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: stream,
      duplex: 'half',
    };
    expect((await answer(jsonRequest(text.padEnd(30)))).status).to.equal(202);
    expect((await answer(jsonRequest(padded))).status).to.equal(413);
    expect((await answer(new Request(urlOf(), streamed))).status).to.equal(413);
    expect((await answer(post({ 'content-length': '31' }))).status).to.equal(413);
  });

  it('is answered with 400 when its body breaks off', async () => {
    const request = streaming({ start: (controller) => controller.error(new Error('gone')) });
    expect((await setUp().answer(request)).status).to.equal(400);
  });

  it('is answered with 400 after 10 seconds when its body stalls, or comes byte by byte', async () => {
    const { answer, clock } = timedHandler({}, () => clientOver(makePool().transport));
    const cancelled: string[] = [];
    const bodies: readonly UnderlyingDefaultSource<Uint8Array>[] = [
      { start: (controller) => controller.enqueue(Uint8Array.of(0x7b)), cancel: () => void cancelled.push('stalled') },
      {
        async pull(controller) {
          await clock.wait(1_000, undefined);
          controller.enqueue(Uint8Array.of(0x20));
        },
        cancel: () => void cancelled.push('slow'),
      },
    ];
    for (const body of bodies) {
      const { response, tookMs } = await answer(streaming(body));
      expect(tookMs).to.equal(10_000);
      expect(await answerOf(response)).to.deep.equal([400, { error: 'invalid_request' }]);
    }
    expect(cancelled).to.deep.equal(['stalled', 'slow']);
  });

  it('leaves no timer behind once its body is read, and keeps no process alive until then', async () => {
    const running = new Set<number>();
    const startTimer = (ms: number): (() => void) => {
      running.add(ms);
      return () => running.delete(ms);
    };
    const client = clientOver(makePool().transport);
    const handle = createHandler({ client, minimumMs: 0 }, { ...webSurroundings, startTimer });
    for (const request of [
      post({}),
      jsonRequest('{'),
      streaming({ start: (controller) => controller.error('gone') }),
    ]) {
      await handle(request);
      expect([...running]).to.deep.equal([]);
    }
    const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const before = timers();
    const stop = webSurroundings.startTimer(60_000, () => {});
    expect(timers()).to.equal(before);
    stop();
  });
});

describe('the origin of a request to the handler', () => {
  const statusOf = async (
    headers: Readonly<Record<string, string>>,
    allowedOrigins?: readonly string[],
  ): Promise<number> => (await setUp({ allowedOrigins }).answer(post(headers))).status;

  for (const [title, headers, status] of [
    ['is not given, by a program', {}, 202],
    ['is its own', { origin: ORIGIN, 'sec-fetch-site': 'same-origin' }, 202],
    ['is another', { origin: OTHER }, 403],
    ['is another, of the same site', { origin: 'https://blog.example.com', 'sec-fetch-site': 'same-site' }, 403],
    ['is its own over plain HTTP', { origin: 'http://www.example.com' }, 403],
    ['is hidden, by a page of its own', { origin: 'null', 'sec-fetch-site': 'same-origin' }, 202],
    ['is hidden, by a sandboxed frame', { origin: 'null', 'sec-fetch-site': 'cross-site' }, 403],
    ['is hidden, by who knows', { origin: 'null' }, 403],
    ['is not given, but the site is another', { 'sec-fetch-site': 'cross-site' }, 403],
    ['contradicts the site', { origin: ORIGIN, 'sec-fetch-site': 'cross-site' }, 403],
  ] as const) {
    it(`decides on ${status} when it ${title}`, async () => {
      expect(await statusOf(headers)).to.equal(status);
    });
  }

  it('may be any that is listed, and then no other', async () => {
    const allowed = ['https://app.example.org'];
    expect(await statusOf({ origin: 'https://app.example.org', 'sec-fetch-site': 'cross-site' }, allowed)).to.equal(
      202,
    );
    expect(await statusOf({ origin: ORIGIN }, allowed)).to.equal(403);
  });

  it('is let read the answer when it is listed', async () => {
    const { answer } = setUp({ allowedOrigins: ['https://app.example.org'] });
    const response = await answer(post({ origin: 'https://app.example.org' }));
    expect(response.headers.get('access-control-allow-origin')).to.equal('https://app.example.org');
    expect(response.headers.get('vary')).to.equal('origin');
    const foreign = await answer(post({ origin: OTHER }));
    expect(foreign.headers.get('access-control-allow-origin')).to.equal(null);
  });

  it('is answered a preflight when it is listed, and 405 when it is not', async () => {
    const { answer } = setUp({ allowedOrigins: ['https://app.example.org'] });
    const preflight = (origin: string): Request =>
      new Request(urlOf(), { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } });
    const response = await answer(preflight('https://app.example.org'));
    expect(response.status).to.equal(204);
    expect(response.headers.get('access-control-allow-headers')).to.equal('content-type');
    expect((await answer(preflight(OTHER))).status).to.equal(405);
    expect((await setUp().answer(preflight(ORIGIN))).status).to.equal(405);
  });
});
