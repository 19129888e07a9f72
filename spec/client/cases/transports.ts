import { expect } from 'chai';
import type { BaseClient } from '../../../lib/client/client.ts';
import type { ForgotPasswordClientConfig } from '../../../lib/client/config.ts';
import type { Transport } from '../../../lib/client/transport.ts';
import { type Cases, type Failure, rejectionOf, request, type World } from '../../support/world.ts';

const accepted = (): Response => new Response('{}', { headers: { 'x-amzn-requestid': 'mine' } });

function clientWith({ lib }: World, transport: unknown, config?: ForgotPasswordClientConfig): BaseClient {
  return new lib.ForgotPasswordClient({ region: 'eu-west-1', transport: transport as Transport, ...config });
}

/** What a transport that rejects with this makes of a call. */
function failureWith(world: World, thrown: unknown): Promise<Failure> {
  return rejectionOf(clientWith(world, () => Promise.reject(thrown)).forgotPassword(request));
}

/** A transport that the caller brings. */
export const transportCases: Cases = {
  'a custom transport': {
    async 'is given what fetch takes'(world) {
      let given: Parameters<Transport> | undefined;
      const transport: Transport = async (...parameters) => {
        given = parameters;
        return accepted();
      };
      const output = await clientWith(world, transport).forgotPassword(request);
      expect(output).to.deep.equal({
        $metadata: { httpStatusCode: 200, requestId: 'mine', attempts: 1, totalRetryDelay: 0 },
      });
      const [url, sent] = given as NonNullable<typeof given>;
      expect(url).to.equal('https://cognito-idp.eu-west-1.amazonaws.com');
      expect(Object.keys(sent).sort()).to.deep.equal(['body', 'headers', 'method', 'redirect', 'signal']);
      expect(sent).to.include({ method: 'POST', redirect: 'manual', body: JSON.stringify(request) });
      expect(sent.signal).to.be.instanceOf(AbortSignal);
      expect(sent.signal.aborted).to.equal(false);
    },
    async 'whose error holds the request, as that of axios does, is not its cause'(world) {
      const sent = { data: '{"Username":"alice"}' };
      for (const code of ['ERR_BAD_RESPONSE', 'ECONNREFUSED']) {
        for (const held of [{ config: sent }, { request: sent }, { options: sent }, { cause: { config: sent } }]) {
          const error = await failureWith(world, Object.assign(new Error('no'), { code }, held));
          expect(error).to.have.property('name', 'TransportError');
          expect(error).not.to.have.property('cause');
        }
      }
      const plain = Object.assign(new Error('no'), { code: 'ECONNRESET', errno: -104, syscall: 'read' });
      expect(await failureWith(world, plain)).to.have.property('cause', plain);
    },
    async 'whose error cannot even be looked at ends the call all the same'(world) {
      const blind = new Proxy(new Error('no'), {
        get() {
          throw new RangeError('hands off');
        },
      });
      const error = await failureWith(world, blind);
      expect(error).to.include({ name: 'TransportError', code: 'ERR_TRANSPORT_FAILED', outcome: 'unknown' });
      expect(error).not.to.have.any.keys('cause', 'causeCode', 'causeMessage');
    },
    async 'whose error has a code that is no text ends the call all the same'(world) {
      for (const code of [Object.create(null), Symbol('code'), 5, {}]) {
        expect(await failureWith(world, { code })).to.include({ code: 'ERR_TRANSPORT_FAILED', outcome: 'unknown' });
      }
    },
    async 'may be fetch itself'(world) {
      const { url, requests } = await world.serve();
      await clientWith(world, fetch, { endpointUrl: url }).forgotPassword(request);
      expect(requests).to.have.length(1);
    },
    async 'is told by its signal that the time is over, or that the caller aborts'(world) {
      const reasons: unknown[] = [];
      const hanging: Transport = (_url, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            reasons.push(signal.reason);
            reject(signal.reason);
          });
        });
      const late = await rejectionOf(clientWith(world, hanging).forgotPassword(request, { timeoutMs: 300 }));
      expect(late).to.include({ code: 'ERR_TRANSPORT_TIMEOUT', phase: 'request', outcome: 'unknown' });
      const signal = AbortSignal.timeout(300);
      expect(await rejectionOf(clientWith(world, hanging).forgotPassword(request, { signal }))).to.equal(signal.reason);
      expect(reasons.map((reason) => (reason as Error).name)).to.deep.equal(['AbortError', 'TimeoutError']);
      expect(reasons[1]).to.equal(signal.reason);
    },
    async 'that hangs and heeds no signal cannot hold a call beyond its time'(world) {
      const forever = (): Promise<never> => new Promise(() => {});
      const error = await rejectionOf(clientWith(world, forever).forgotPassword(request, { timeoutMs: 300 }));
      expect(error).to.include({ code: 'ERR_TRANSPORT_TIMEOUT', phase: 'request', outcome: 'unknown' });
      const signal = AbortSignal.timeout(300);
      expect(await rejectionOf(clientWith(world, forever).forgotPassword(request, { signal }))).to.equal(signal.reason);
    },
    async 'that hangs while its answer is read cannot either'(world) {
      const transport: Transport = async () => ({ ...accepted(), text: () => new Promise(() => {}) });
      const error = await rejectionOf(clientWith(world, transport).forgotPassword(request, { timeoutMs: 300 }));
      expect(error).to.include({ code: 'ERR_TRANSPORT_TIMEOUT', phase: 'response', outcome: 'unknown' });
    },
    async 'whose caller aborts with a value that cannot be looked at still ends the call'(world) {
      const controller = new AbortController();
      const events: string[] = [];
      const onEvent = ({ type }: { readonly type: string }): void => {
        events.push(type);
        if (type === 'attempt-started') controller.abort(unreadable);
      };
      const unreadable = {
        get name(): string {
          throw new Error('not to be read');
        },
      };
      const caller = clientWith(world, async () => accepted(), { onEvent });
      const reason: unknown = await caller
        .forgotPassword(request, { signal: controller.signal })
        .catch((error: unknown) => error);
      expect(reason).to.equal(unreadable);
      expect(events).to.deep.equal(['attempt-started', 'call-finished']);
    },
    async 'that throws, or rejects with whatever, leaves the outcome unknown'(world) {
      const circular = new Error('endless');
      circular.cause = circular;
      const odd = [new Error('broken'), 'text', undefined, null, 5, { code: 5 }, Object.create(null), circular];
      for (const thrown of odd) {
        const error = await failureWith(world, thrown);
        expect(error).to.be.instanceOf(world.lib.TransportError);
        expect(error).to.include({ phase: 'request', outcome: 'unknown', retryable: false });
        expect(error.$metadata.attempts).to.equal(1);
      }
      const thrower = (): never => {
        throw new Error('at once');
      };
      const error = await rejectionOf(clientWith(world, thrower).forgotPassword(request));
      expect(error).to.be.instanceOf(world.lib.TransportError).and.to.include({ outcome: 'unknown' });
    },
    async 'that tells by its code that there was no connection is asked again'(world) {
      let sent = 0;
      const transport: Transport = async () => {
        if (++sent < 2) throw Object.assign(new Error('no'), { code: 'ECONNREFUSED' });
        return accepted();
      };
      expect((await clientWith(world, transport).forgotPassword(request)).$metadata.attempts).to.equal(2);
    },
    async 'that rejects with one of our errors has no say in what is known of the call'(world) {
      const { lib } = world;
      const thrown = [
        new lib.ConfigurationError('No socket here', { code: 'ERR_CONFIGURATION_PLATFORM' }),
        new lib.RequestValidationError('No such member'),
        new lib.TransportError('No connection', { phase: 'connect' }),
        new lib.TransportError('No host', { phase: 'connect', code: 'ERR_TRANSPORT_DNS' }),
        new lib.TransportError('No certificate', { phase: 'connect', code: 'ERR_TRANSPORT_TLS' }),
        new lib.TooManyRequestsException('Rate exceeded'),
        new lib.NotAuthorizedException('User is disabled.'),
      ];
      for (const own of thrown) {
        const { code: causeCode, message: causeMessage } = own;
        const error = await failureWith(world, own);
        expect(error, causeCode).to.be.instanceOf(lib.TransportError).and.not.equal(own);
        const known = { code: 'ERR_TRANSPORT_FAILED', phase: 'request', outcome: 'unknown', retryable: false };
        expect(error).to.include({ ...known, causeCode, causeMessage });
        expect(error.$metadata.attempts).to.equal(1);
      }
      // Nor does one that it throws while its answer is read.
      const late: Transport = async () => ({
        ...accepted(),
        headers: new Headers(),
        text: () => Promise.reject(thrown[2]),
      });
      const error = await rejectionOf(clientWith(world, late).forgotPassword(request));
      expect(error).to.include({ name: 'TransportError', phase: 'response', outcome: 'unknown', retryable: false });
    },
    async 'whose reply has no status is told so, and of no redirect'(world) {
      for (const status of [undefined, null, Number.NaN]) {
        const reply = { status, headers: new Headers(), text: async () => '{}' };
        const error = await rejectionOf(clientWith(world, async () => reply).forgotPassword(request));
        expect(error).to.include({
          code: 'ERR_RESPONSE_INVALID',
          outcome: 'unknown',
          message: 'The reply from cognito-idp.eu-west-1.amazonaws.com has no status. Check the transport.',
        });
      }
    },
    async 'that answers with what is no reply leaves the outcome unknown'(world) {
      const text = async (): Promise<string> => '{}';
      const headers = new Headers();
      const wrongs: readonly unknown[] = [
        undefined,
        null,
        'text',
        {},
        { status: 200 },
        { status: 200, headers },
        { status: 200, text },
        { status: 200, headers: null, text },
        { status: 200, headers: { 'x-amzn-requestid': 'plain' }, text },
        { headers, text },
        { status: Number.NaN, headers, text },
        { status: 200, headers, text: async () => undefined },
        { status: 200, headers, text: async () => ({ CodeDeliveryDetails: {} }) },
        { status: 200, headers, text, body: '{}' },
        { status: 200, headers, text, body: { getReader: () => ({ read: async () => ({ value: '{}' }) }) } },
        { status: 200, headers, text, body: { getReader: () => ({ read: async () => undefined }) } },
        // Of an error reply, further headers are read.
        ...['retry-after', 'x-amz-retry-after'].map((asked) => {
          const get = (name: string): string | null => {
            if (name === asked) throw new Error('no such header');
            return null;
          };
          return { status: 500, headers: { get }, text: async () => '{"__type":"InternalErrorException"}' };
        }),
        {
          status: 400,
          headers: { get: (name: string) => (name === 'retry-after' ? Symbol('10') : null) },
          text: async () => '{"__type":"TooManyRequestsException"}',
        },
      ];
      for (const [index, wrong] of wrongs.entries()) {
        const error = await rejectionOf(clientWith(world, async () => wrong).forgotPassword(request));
        expect(error, `${index}`).to.be.instanceOf(world.lib.ForgotPasswordError);
        expect(error.outcome, `${index}`).to.equal('unknown');
        expect(error.$metadata.attempts).to.equal(1);
      }
    },
  },
};
