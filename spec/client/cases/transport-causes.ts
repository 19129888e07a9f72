// What a custom transport throws, and whether it may be the cause of the error that the caller gets.
import { inspect } from 'node:util';
import { expect } from 'chai';
import type { TransportRequest } from '../../../lib/protocol/json11.ts';
import { deadUrl } from '../../support/loopback.ts';
import { type Cases, type Failure, rejectionOf, type World } from '../../support/world.ts';

const secrets = ['alice-Kx9', '987654', 'pw-Hunter2!!x', 'hush-77', 'meta-55'];
const request = {
  ClientId: 'client1',
  Username: 'alice-Kx9',
  ConfirmationCode: '987654',
  Password: 'pw-Hunter2!!x',
  ClientMetadata: { key: 'meta-55' },
};

/** What a transport that throws this makes of a call; `thrown` is made from the request that the transport was given. */
function failureOf({ lib }: World, thrown: (sent: TransportRequest) => unknown): Promise<Failure> {
  const client = new lib.ForgotPasswordClient({
    region: 'eu-west-1',
    clientSecret: 'hush-77',
    transport: (_url, sent) => Promise.reject(thrown(sent)),
  });
  return rejectionOf(client.confirmForgotPassword(request));
}

const withMessage = (text: string, cause?: unknown): Error => new Error(text, { cause });

// Each tells the request in another place.
const tellTales: Readonly<Record<string, (sent: TransportRequest) => unknown>> = {
  'a text': ({ body }) => body,
  'a list': ({ body }) => [body],
  'a list of its characters': ({ body }) => [...body],
  'a plain object': ({ body }) => ({ body }),
  'a message': ({ body }) => withMessage(body),
  'a name': ({ body }) => Object.assign(new Error('no'), { name: `No ${body}` }),
  'an inherited name': ({ body }) => Object.create(new Error('no'), { name: { value: body } }),
  'a stack': ({ body }) => Object.assign(new Error('no'), { stack: `Error: ${body}` }),
  'a property': ({ body }) => Object.assign(new Error('no'), { requestBody: body }),
  'the name of a property': ({ body }) => Object.assign(new Error('no'), { [body]: true }),
  'a hidden property': (sent) => Object.defineProperty(new Error('no'), 'request', { value: sent }),
  'a property that is named by a symbol': (sent) => Object.assign(new Error('no'), { [Symbol('context')]: sent }),
  'a function': (sent) => Object.assign(new Error('no'), { retry: Object.assign(() => {}, { sent }) }),
  'a numeric code': () => Object.assign(new Error('no'), { code: 987654 }),
  'a cause that is a text': ({ body }) => withMessage('no', body),
  "a cause's property": ({ body }) => withMessage('no', Object.assign(new Error('no'), { body })),
  'a cause of a cause': ({ body }) => withMessage('no', withMessage('no', withMessage(body))),
  'one of several errors': ({ body }) => new AggregateError([new Error('no'), withMessage(body)], 'all failed'),
  'a map': ({ body }) => Object.assign(new Error('no'), { context: new Map([['body', body]]) }),
  'a reply': ({ body }) => Object.assign(new Error('no'), { response: new Response(body) }),
};

const refused = (address: string): Error =>
  Object.assign(new Error(`connect ECONNREFUSED ${address}:443`), {
    ...{ errno: -111, code: 'ECONNREFUSED', syscall: 'connect', address, port: 443 },
  });

// As the platforms throw them.
const ordinary: Readonly<Record<string, () => unknown>> = {
  'an error without a cause, as in browsers and Workers': () => new TypeError('Failed to fetch'),
  'an error of the system': () => refused('192.0.2.1'),
  "Node's error of several addresses": () =>
    Object.assign(new AggregateError([refused('192.0.2.1'), refused('::1')]), { code: 'ECONNREFUSED' }),
  "Node's fetch, whose cause has several errors": () =>
    new TypeError('fetch failed', { cause: new AggregateError([refused('192.0.2.1'), refused('::1')]) }),
  "undici's error, whose kind is named by a symbol": () =>
    Object.assign(new Error('Connect Timeout Error'), {
      ...{ code: 'UND_ERR_CONNECT_TIMEOUT', [Symbol.for('undici.error.UND_ERR')]: true },
    }),
  "Bun's error": () =>
    Object.assign(new Error('Unable to connect. Is the computer able to access the url?'), {
      ...{ code: 'ConnectionRefused', errno: 0, path: 'https://cognito-idp.eu-west-1.amazonaws.com/' },
    }),
  'an exception of the web': () => new DOMException('The operation timed out.', 'TimeoutError'),
};

export const transportCauseCases: Cases = {
  'the cause of an error of a custom transport': {
    async 'is left out where it tells a value of the request, wherever it does'(world) {
      for (const [place, thrown] of Object.entries(tellTales)) {
        const error = await failureOf(world, thrown);
        expect(error, place).to.include({ name: 'TransportError', outcome: 'unknown' });
        expect(error, place).not.to.have.property('cause');
        const seen = inspect(error, { depth: 9, showHidden: true, getters: true }) + JSON.stringify(error);
        for (const secret of secrets) expect(seen, place).not.to.include(secret);
      }
    },
    async 'is left out where it goes deeper than anybody looks'(world) {
      const circular = withMessage('endless');
      circular.cause = circular;
      expect(await failureOf(world, () => circular)).not.to.have.property('cause');
    },
    async 'is the error of the platform where that holds nothing else'(world) {
      for (const [whose, make] of Object.entries(ordinary)) {
        const thrown = make();
        expect(await failureOf(world, () => thrown), whose).to.have.property('cause', thrown);
      }
    },
    async "is what the platform's own fetch fails with"(world) {
      let thrown: unknown;
      const client = new world.lib.ForgotPasswordClient({
        endpointUrl: await deadUrl(),
        maxAttempts: 1,
        transport: (url, sent) =>
          fetch(url, sent).catch((error: unknown) => {
            thrown = error;
            throw error;
          }),
      });
      const error = await rejectionOf(client.confirmForgotPassword(request));
      expect(error.cause).to.be.instanceOf(TypeError).and.equal(thrown);
    },
    async 'leaves its code and its message where they tell nothing themselves'(world) {
      const known = { code: 'ECONNREFUSED' };
      const told = await failureOf(world, ({ body }) => Object.assign(new Error('no'), known, { body }));
      expect(told).to.include({ causeCode: 'ECONNREFUSED', causeMessage: 'no', outcome: 'not-sent' });
      const hidden = await failureOf(world, ({ body }) => Object.assign(new Error(body), known));
      expect(hidden).to.include({ causeCode: 'ECONNREFUSED', outcome: 'not-sent' });
      expect(hidden).not.to.have.property('causeMessage');
    },
  },
};
