import { expect } from 'chai';
import { ForgotPasswordClient, type ForgotPasswordClientConfig, TransportError } from '../../lib/index.ts';
import { rejectionOf, request } from '../support/world.ts';

const region = 'eu-west-1';
const endpoint = 'https://cognito-idp.eu-west-1.amazonaws.com';

function call(config?: ForgotPasswordClientConfig): ReturnType<ForgotPasswordClient['forgotPassword']> {
  return new ForgotPasswordClient({ region, maxAttempts: 1, ...config }).forgotPassword(request);
}

describe('the fetch transport, by what it makes of fetch', () => {
  const original = globalThis.fetch;
  afterEach(() => {
    globalThis.fetch = original;
  });

  /** Puts something in the place of fetch, and returns the parameters of its calls. */
  function stub(answer: () => unknown): Parameters<typeof fetch>[] {
    const calls: Parameters<typeof fetch>[] = [];
    globalThis.fetch = (async (...parameters: Parameters<typeof fetch>) => {
      calls.push(parameters);
      return answer();
    }) as typeof fetch;
    return calls;
  }

  /** Puts a fetch that fails like this in its place. */
  const failing = (error: unknown) =>
    stub(() => {
      throw error;
    });
  const withCode = (code: string): Error =>
    new TypeError('fetch failed', { cause: Object.assign(new Error(), { code }) });

  const codeFor = (code: string): string => {
    if (/^E(NOTFOUND|AI_)/.test(code)) return 'ERR_TRANSPORT_DNS';
    return /CERT|UNABLE/.test(code) ? 'ERR_TRANSPORT_TLS' : 'ERR_TRANSPORT_CONNECT';
  };

  it('gives no field but those that every runtime knows', async () => {
    const calls = stub(() => new Response('{}'));
    await call();
    expect(calls).to.have.length(1);
    const [url, init = {}] = calls[0] as Parameters<typeof fetch>;
    expect(url).to.equal(endpoint);
    // A text, Node's fetch sends again by itself after a 421.
    expect(Object.keys(init).sort()).to.deep.equal(['body', 'duplex', 'headers', 'method', 'redirect', 'signal']);
    expect(init).to.include({ method: 'POST', redirect: 'manual' });
    expect(await new Response(init.body as ReadableStream).text()).to.equal(
      '{"ClientId":"client1","Username":"alice"}',
    );
    expect(init.signal).to.be.instanceOf(AbortSignal);
    // Others would fail the preflight of a browser.
    expect(Object.keys(init.headers as object).sort()).to.deep.equal([
      // Not by a page, where browsers give it themselves.
      'content-length',
      'content-type',
      'x-amz-target',
      'x-amz-user-agent',
    ]);
  });

  it('uses fetch as it is at the time of the call', async () => {
    const client = new ForgotPasswordClient({ region });
    const calls = stub(() => new Response('{"late":true}'));
    expect(await client.forgotPassword(request)).to.include({ late: true });
    expect(calls).to.have.length(1);
  });

  for (const code of [
    'ECONNREFUSED',
    'ConnectionRefused',
    'ENOTFOUND',
    'EAI_AGAIN',
    'UND_ERR_CONNECT_TIMEOUT',
    'CERT_HAS_EXPIRED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'ERR_TLS_CERT_ALTNAME_INVALID',
  ]) {
    it(`is certain that nothing was sent after ${code}`, async () => {
      const thrown = withCode(code);
      failing(thrown);
      const error = await rejectionOf(call());
      expect(error).to.be.instanceOf(TransportError);
      expect(error).to.include({
        code: codeFor(code),
        phase: 'connect',
        outcome: 'not-sent',
        cause: thrown,
      });
    });
  }

  for (const code of [
    ...['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ECONNABORTED', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_SOCKET'],
    ...[
      'UND_ERR_HEADERS_TIMEOUT',
      'UND_ERR_BODY_TIMEOUT',
      'ConnectionClosed',
      'ERR_SSL_WRONG_VERSION_NUMBER',
      'SOMETHING',
    ],
    ...['REFUSED', 'NotFound', 'ERR_STREAM_UNABLE_TO_PIPE', 'CERTAIN', 'SOCKET_DISCONNECT_ERROR', 'RECONNECT_FAILED'],
    // Of TLS 1.3, which may come after the request was sent.
    ...['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', ''],
  ]) {
    it(`is certain of nothing after ${code || 'a failure without a code'}`, async () => {
      const calls = failing(withCode(code));
      const error = await rejectionOf(call({ maxAttempts: 3 }));
      expect(error).to.be.instanceOf(TransportError);
      expect(error).to.include({ phase: 'request', outcome: 'unknown' });
      expect(calls).to.have.length(1);
    });
  }

  it('finds the code wherever the runtime put it', async () => {
    const refused = Object.assign(new Error(), { code: 'ECONNREFUSED' });
    const attempts = Object.assign(new AggregateError([refused, refused]), { code: 'ECONNREFUSED' });
    for (const thrown of [refused, new TypeError('fetch failed', { cause: attempts })]) {
      failing(thrown);
      expect(await rejectionOf(call())).to.include({ code: 'ERR_TRANSPORT_CONNECT', outcome: 'not-sent' });
    }
  });

  it('tells a failure while it reads the answer from an earlier one', async () => {
    const body = (): ReadableStream =>
      new ReadableStream({ pull: (controller) => controller.error(new TypeError('cut')) });
    stub(() => new Response(body()));
    expect(await rejectionOf(call())).to.include({
      code: 'ERR_TRANSPORT_FAILED',
      phase: 'response',
      outcome: 'unknown',
    });
  });

  it('puts together what comes in pieces, characters included', async () => {
    const bytes = new TextEncoder().encode('{"a":"日本🦜"}');
    const pieces = new ReadableStream({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
        controller.enqueue(new Uint8Array());
        controller.close();
      },
    });
    stub(() => new Response(pieces));
    expect(await call()).to.include({ a: '日本🦜' });
  });

  it('takes an opaque reply for the redirect that it hides', async () => {
    stub(() => ({ status: 0, type: 'opaqueredirect', headers: new Headers(), body: null, text: async () => '' }));
    expect(await rejectionOf(call())).to.include({ code: 'ERR_RESPONSE_REDIRECT', outcome: 'unknown' });
  });

  describe('where a response has no stream, as in React Native', () => {
    const response = (text: () => Promise<string>, status = 200): object => ({ status, headers: new Headers(), text });

    it('reads its text', async () => {
      stub(() => response(async () => '{"CodeDeliveryDetails":{"DeliveryMedium":"SMS"}}'));
      expect(await call()).to.deep.include({ CodeDeliveryDetails: { DeliveryMedium: 'SMS' } });
      stub(() => response(async () => '{"__type":"UserNotFoundException","message":"x"}', 400));
      expect(await rejectionOf(call())).to.include({ name: 'UserNotFoundException' });
    });

    it('holds it to maxResponseBytes, counted in characters', async () => {
      stub(() => response(async () => `{"a":"${'x'.repeat(92)}"}`));
      expect(await call({ maxResponseBytes: 100 })).to.have.property('a');
      expect(await rejectionOf(call({ maxResponseBytes: 99 }))).to.include({ code: 'ERR_RESPONSE_TOO_LARGE' });
    });

    it('tells where a failure happened', async () => {
      stub(() => response(() => Promise.reject(new TypeError('Network request failed'))));
      expect(await rejectionOf(call())).to.include({ phase: 'response', outcome: 'unknown' });
    });
  });
});
