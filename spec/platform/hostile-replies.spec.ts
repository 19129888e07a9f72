import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { bothBuilds } from '../support/both-builds.ts';
import { failure, outputOf } from '../support/replies.ts';
import { type Cases, rejectionOf, request, type World } from '../support/world.ts';

const noObjects: Readonly<Record<string, unknown>> = {
  HTML: '<!doctype html><title>Welcome to the hotel</title>',
  'a text': '"accepted"',
  'a number': '5',
  'a list': '[]',
  'a list of replies': '[{"CodeDeliveryDetails":{}}]',
  null: 'null',
  true: 'true',
  'nothing at all': '',
  blanks: '  \r\n',
  'cut off JSON': '{"CodeDeliveryDetails":{"Destination":"a***"',
  'two documents': '{}{}',
  'JSON with a comment': '{} // fine',
  JSON5: '{CodeDeliveryDetails:{}}',
  'a number that JSON has not': '{"a":NaN}',
};

const wrongTypes: readonly unknown[] = [
  { CodeDeliveryDetails: [] },
  { CodeDeliveryDetails: 'EMAIL' },
  { CodeDeliveryDetails: 5 },
  { CodeDeliveryDetails: { Destination: 5 } },
  { CodeDeliveryDetails: { DeliveryMedium: {} } },
  { CodeDeliveryDetails: { AttributeName: ['email'] } },
];

const bodyCases: Cases = {
  ...Object.fromEntries(
    Object.entries(noObjects).map(([what, body]) => [
      `a success that holds ${what}`,
      {
        async 'is a ResponseError'(world: World) {
          for (const status of [200, 201, 299]) {
            expect(await failure(world, { status, body })).to.include({
              name: 'ResponseError',
              code: 'ERR_RESPONSE_INVALID',
            });
          }
        },
      },
    ]),
  ),

  'a success without content (204)': {
    async 'is a ResponseError'(world) {
      expect(await failure(world, { status: 204, body: '' })).to.include({ code: 'ERR_RESPONSE_INVALID' });
    },
  },
  'a success with a member of the wrong type': {
    async 'is a ResponseError'(world) {
      for (const body of wrongTypes) {
        expect(await failure(world, { body }), JSON.stringify(body)).to.include({ code: 'ERR_RESPONSE_INVALID' });
      }
    },
  },
  'a success that is no UTF-8': {
    async 'is a ResponseError'(world) {
      for (const bytes of [
        [0xff, 0xfe],
        [0x7b, 0x22, 0x61, 0xc3],
        [0x7b, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x3a, 0x31, 0x7d],
      ]) {
        expect(await failure(world, { body: Uint8Array.from(bytes) })).to.include({ code: 'ERR_RESPONSE_INVALID' });
      }
    },
  },
  'a success that says what type it is, wrongly or not at all': {
    async 'is read as JSON all the same'(world) {
      for (const type of ['text/html; charset=iso-8859-1', '', 'nonsense']) {
        const body = { CodeDeliveryDetails: { Destination: 'ü***' } };
        expect(await outputOf(world, { body, headers: { 'content-type': type } })).to.deep.include(body);
      }
    },
  },
  'a success that is nested very deeply': {
    async 'is a ResponseError, as it could not be written out again'(world) {
      const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
      for (const body of [deep, `{"a":${deep}}`, `{"CodeDeliveryDetails":{"a":${deep}}}`, '{"a":'.repeat(40_000)]) {
        expect(await failure(world, { body })).to.include({ code: 'ERR_RESPONSE_INVALID' });
      }
    },
    async 'can be written out again when it is read'(world) {
      const body = `{"a":${'['.repeat(900)}${']'.repeat(900)}}`;
      expect(JSON.stringify(await outputOf(world, { body }))).to.include(body.slice(1, -1));
    },
  },
  'an error that is nested very deeply': {
    async 'is no word of the service'({ lib, serve, client }) {
      const { url } = await serve({ status: 400, body: `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}` });
      const error = await rejectionOf(client(url).forgotPassword(request));
      expect(error).to.be.instanceOf(lib.ResponseError).and.to.include({ outcome: 'unknown' });
    },
  },
  'a reply with a member named __proto__': {
    async 'changes no prototype'(world) {
      const polluted = '{"polluted":"yes"}';
      for (const body of [
        `{"__proto__":${polluted}}`,
        `{"\\u005f_proto__":${polluted}}`,
        `{"constructor":{"prototype":${polluted}}}`,
        `{"CodeDeliveryDetails":{"__proto__":${polluted}}}`,
      ]) {
        const output = await outputOf(world, { body });
        expect(Object.getPrototypeOf(output)).to.equal(Object.prototype);
        for (const each of [{}, output, { ...output }, Object.assign({}, output)]) {
          expect(each).not.to.have.property('polluted');
        }
      }
      const { url } = await world.serve({
        status: 400,
        body: `{"__proto__":{"__type":"X","message":"y"},"reasonCode":"Z"}`,
      });
      const error = await rejectionOf(world.client(url).forgotPassword(request));
      expect(error).to.be.instanceOf(world.lib.ResponseError).and.to.include({ outcome: 'unknown' });
    },
    async 'cannot pass $metadata off'(world) {
      const output = await outputOf(world, { body: { $metadata: { httpStatusCode: 599, attempts: 7 } } });
      expect(output).to.deep.include({
        $metadata: { httpStatusCode: 200, requestId: 'request-1', attempts: 1, totalRetryDelay: 0 },
      });
    },
  },
};

const sizeCases: Cases = {
  'a reply of maxResponseBytes': {
    async 'is read, and one with a byte more is refused'({ serve, client, lib }) {
      const body = '{"a":"é"}';
      const { url } = await serve({ body });
      const bytes = Buffer.byteLength(body);
      expect(await client(url, { maxResponseBytes: bytes }).forgotPassword(request)).to.include({ a: 'é' });
      const error = await rejectionOf(client(url, { maxResponseBytes: bytes - 1 }).forgotPassword(request));
      expect(error).to.be.instanceOf(lib.ResponseError);
      expect(error).to.include({ code: 'ERR_RESPONSE_TOO_LARGE', outcome: 'unknown', retryable: false });
    },
    async 'has 262,144 bytes by default'(world) {
      const body = (bytes: number): string => `{"a":"${'x'.repeat(bytes - 8)}"}`;
      expect(await outputOf(world, { body: body(262_144) })).to.have.property('a');
      expect(await failure(world, { body: body(262_145) })).to.include({ code: 'ERR_RESPONSE_TOO_LARGE' });
    },
    async 'limits the replies of errors, too'(world) {
      expect(await failure(world, { status: 400, body: 'x'.repeat(262_145) })).to.include({
        code: 'ERR_RESPONSE_TOO_LARGE',
      });
    },
  },
  'a reply of 200 MB': {
    async 'is refused, and not read to its end'(world) {
      for (const status of [200, 500]) {
        let sent = 0;
        const chunk = Buffer.alloc(65_536, ' ');
        function* chunks() {
          for (; sent < 200_000_000; sent += chunk.length) yield chunk;
        }
        const server = await world.serve({ status, chunks: chunks() });
        const error = await rejectionOf(world.client(server.url).forgotPassword(request));
        await server.disconnection();
        expect(error).to.include({ name: 'ResponseError', code: 'ERR_RESPONSE_TOO_LARGE', outcome: 'unknown' });
        // What the buffers of the system hold is sent before anybody can stop it.
        expect(sent).to.be.lessThan(50_000_000);
      }
    },
  },
  'a small reply that is a large one, compressed': {
    async 'is refused'(world) {
      const body = gzipSync(Buffer.alloc(30_000_000, ' '));
      expect(await failure(world, { body, headers: { 'content-encoding': 'gzip' } })).to.include({
        name: 'ResponseError',
      });
    },
  },
};

bothBuilds('the client', { ...bodyCases, ...sizeCases });
