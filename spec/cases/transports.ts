import { expect } from 'chai';
import type { ForgotPasswordClient } from '../../lib/client.ts';
import type { ForgotPasswordClientConfig } from '../../lib/client-config.ts';
import type { Transport, TransportRequest } from '../../lib/transport/transport.ts';
import { type Cases, type Failure, rejectionOf, request, type World } from '../support/world.ts';

const reply = { status: 200, headers: new Headers({ 'x-amzn-requestid': 'mine' }), body: '{}' };

function clientWith({ lib }: World, send: unknown, config?: ForgotPasswordClientConfig): ForgotPasswordClient {
  return new lib.ForgotPasswordClient({ region: 'eu-west-1', transport: { send } as Transport, ...config });
}

/** What a transport that fails like this makes of a call; how often it was asked goes into `$metadata`. */
async function failureWith(world: World, thrown: unknown): Promise<Failure> {
  const error = await rejectionOf(
    clientWith(world, () => Promise.reject(thrown)).forgotPassword(request, { timeoutMs: 5_000 }),
  );
  expect(error).to.be.instanceOf(world.lib.TransportError);
  return error;
}

/** A transport that the caller brings. */
export const transportCases: Cases = {
  'a custom transport': {
    async 'is given what is to be sent, and its limits'(world) {
      let given:
        | [string, TransportRequest & { signal: AbortSignal }, { maxResponseBytes: number; onResponse: unknown }]
        | undefined;
      const send: Transport['send'] = async (...parameters) => {
        given = parameters;
        parameters[2].onResponse();
        return reply;
      };
      const output = await clientWith(world, send, { maxResponseBytes: 99 }).forgotPassword(request);
      expect(output).to.deep.equal({
        $metadata: { httpStatusCode: 200, requestId: 'mine', attempts: 1, totalRetryDelay: 0 },
      });
      const [url, sent, limits] = given as NonNullable<typeof given>;
      expect(url).to.equal('https://cognito-idp.eu-west-1.amazonaws.com');
      expect(sent).to.include({ method: 'POST', redirect: 'manual', body: JSON.stringify(request) });
      expect(sent.signal).to.be.instanceOf(AbortSignal);
      expect(sent.signal.aborted).to.equal(false);
      expect(limits.maxResponseBytes).to.equal(99);
    },
    async 'is called as a method'(world) {
      class Counting {
        #count = 0;
        async send(): Promise<typeof reply> {
          this.#count++;
          return { ...reply, body: `{"count":${this.#count}}` };
        }
      }
      const client = new world.lib.ForgotPasswordClient({ region: 'eu-west-1', transport: new Counting() });
      expect(await client.forgotPassword(request)).to.include({ count: 1 });
    },
    async 'that hangs and heeds no signal cannot hold a call beyond its time'(world) {
      const forever = new Promise(() => {});
      const error = await rejectionOf(clientWith(world, () => forever).forgotPassword(request, { timeoutMs: 20 }));
      expect(error).to.include({ code: 'ERR_TRANSPORT_TIMEOUT', phase: 'request', outcome: 'unknown' });
      const signal = AbortSignal.timeout(20);
      expect(await rejectionOf(clientWith(world, () => forever).forgotPassword(request, { signal }))).to.equal(
        signal.reason,
      );
    },
    async 'that tells of the head of a reply is told apart in the error'(world) {
      const send: Transport['send'] = (_url, _request, { onResponse }) => {
        onResponse();
        return Promise.reject(new Error('cut'));
      };
      const error = await rejectionOf(clientWith(world, send).forgotPassword(request));
      expect(error).to.include({ code: 'ERR_TRANSPORT_FAILED', phase: 'response', outcome: 'unknown' });
    },
    async 'that throws, or rejects with whatever, leaves the outcome unknown'(world) {
      for (const thrown of [
        new Error('broken'),
        'text',
        undefined,
        null,
        5,
        { code: 5 },
        Object.create(null),
        Symbol('s'),
      ]) {
        const error = await failureWith(world, thrown);
        expect(error).to.include({ code: 'ERR_TRANSPORT_FAILED', phase: 'request', outcome: 'unknown' });
        expect(error.$metadata.attempts).to.equal(1);
      }
      const thrower = (): never => {
        throw new Error('at once');
      };
      const error = await rejectionOf(clientWith(world, thrower).forgotPassword(request));
      expect(error).to.be.instanceOf(world.lib.TransportError).and.to.include({ outcome: 'unknown' });
    },
    async 'that rejects with an error which is its own cause leaves the outcome unknown'(world) {
      const thrown = new Error('endless');
      thrown.cause = thrown;
      const unhandled: unknown[] = [];
      const others = process.listeners('unhandledRejection');
      process.removeAllListeners('unhandledRejection').on('unhandledRejection', (reason) => unhandled.push(reason));
      const client = clientWith(world, () => Promise.reject(thrown));
      const outcome = client.forgotPassword(request).catch((error: Failure) => error.outcome);
      for (let turn = 0; turn < 10; turn++) await new Promise(setImmediate);
      process.removeAllListeners('unhandledRejection');
      for (const other of others) process.on('unhandledRejection', other);
      expect(unhandled).to.deep.equal([]);
      expect(await outcome).to.equal('unknown');
    },
    async 'that tells by its code that there was no connection is asked again'(world) {
      let sent = 0;
      const send = async (): Promise<typeof reply> => {
        if (++sent < 2) throw Object.assign(new Error('no'), { code: 'ECONNREFUSED' });
        return reply;
      };
      expect((await clientWith(world, send).forgotPassword(request)).$metadata.attempts).to.equal(2);
    },
    async 'that rejects with one of our errors is taken at its word'(world) {
      const thrown = new world.lib.ConfigurationError('PLATFORM', 'No socket here');
      expect(await rejectionOf(clientWith(world, () => Promise.reject(thrown)).forgotPassword(request))).to.equal(
        thrown,
      );
    },
    async 'that answers with what is no reply leaves the outcome unknown'(world) {
      for (const wrong of [
        undefined,
        null,
        'text',
        {},
        { status: 200, body: '{}' },
        { ...reply, headers: null },
        { ...reply, headers: { 'x-amzn-requestid': 'plain' } },
        { ...reply, status: undefined },
        { ...reply, status: Number.NaN },
        { ...reply, body: undefined },
        { ...reply, body: { CodeDeliveryDetails: {} } },
      ]) {
        const error = await rejectionOf(clientWith(world, async () => wrong).forgotPassword(request));
        expect(error, JSON.stringify(wrong)).to.be.instanceOf(world.lib.ForgotPasswordError);
        expect(error.outcome, JSON.stringify(wrong)).to.equal('unknown');
        expect(error.$metadata.attempts).to.equal(1);
      }
    },
    async 'is closed with the client, and only then'(world) {
      const done: string[] = [];
      const transport: Transport = {
        async send() {
          done.push('send');
          return reply;
        },
        async close() {
          done.push('close');
        },
      };
      const client = new world.lib.ForgotPasswordClient({ region: 'eu-west-1', transport });
      await client.forgotPassword(request);
      await client.forgotPassword(request);
      await client.close();
      expect(done).to.deep.equal(['send', 'send', 'close']);
      await world.lib.forgotPassword(request, { region: 'eu-west-1', transport });
      expect(done.slice(3)).to.deep.equal(['send', 'close']);
    },
    async 'need not be closeable'(world) {
      const client = clientWith(world, async () => reply);
      await client.close();
      await client[Symbol.asyncDispose]();
    },
    async 'that fails to close does not undo a call that was accepted'(world) {
      const transport = { send: async () => reply, close: () => Promise.reject(new Error('stuck')) };
      const output = await world.lib.forgotPassword(request, { region: 'eu-west-1', transport });
      expect(output.$metadata.httpStatusCode).to.equal(200);
    },
  },
};
