import { expect } from 'chai';
import { bothBuilds } from '../support/both-builds.ts';
import { failure, outputOf } from '../support/replies.ts';
import { rejectionOf, request } from '../support/world.ts';

/** A reply as bytes, with a JSON body. */
const http = (head: string, body = '{}'): string => `HTTP/1.1 ${head}\r\n\r\n${body}`;

bothBuilds('the client', {
  'a redirect': {
    async 'is a ResponseError, and is not followed'(world) {
      const elsewhere = await world.serve();
      for (const status of [300, 301, 302, 303, 304, 307, 308]) {
        const error = await failure(world, { status, body: '', headers: { location: `${elsewhere.url}/x` } });
        expect(error).to.include({ name: 'ResponseError', code: 'ERR_RESPONSE_REDIRECT', retryable: false });
      }
      expect(elsewhere.connections()).to.equal(0);
    },
  },
  'a reply that is announced by others (1xx)': {
    async 'is the one that counts'(world) {
      const final = http('200 OK\r\ncontent-length: 7', '{"a":1}');
      for (const hints of ['103 Early Hints\r\nlink: </x>', '102 Processing']) {
        expect(await outputOf(world, { raw: http(hints, '') + final, after: 'hang' })).to.include({ a: 1 });
      }
      for (const odd of ['100 Continue', '101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade']) {
        const { url } = await world.serve({ raw: http(odd, '') + final, after: 'close' });
        const result = await world
          .client(url)
          .forgotPassword(request)
          .catch((error) => error);
        if (result instanceof Error) expect(result).to.be.instanceOf(world.lib.ForgotPasswordError);
        else expect(result).to.include({ a: 1 });
      }
    },
    async 'is not there yet when only the announcement is'(world) {
      const error = await failure(world, { raw: http('103 Early Hints\r\nlink: </x>', ''), after: 'close' });
      expect(error).to.include({ name: 'TransportError', phase: 'request' });
    },
  },
  'a reply that lies about its length': {
    async 'leaves the outcome unknown where bytes are missing'(world) {
      const error = await failure(world, { raw: http('200 OK\r\ncontent-length: 99'), after: 'close' });
      expect(error).to.include({ name: 'TransportError', phase: 'response' });
    },
    async 'is read to the length that it names where there are more'(world) {
      const raw = http('200 OK\r\ncontent-length: 2', '{}garbage');
      expect(await outputOf(world, { raw, after: 'hang' })).to.have.property('$metadata');
    },
    async 'leaves the outcome unknown where the length is none'(world) {
      for (const head of [
        '200 OK\r\ncontent-length: -1',
        '200 OK\r\ncontent-length: 2\r\ncontent-length: 3',
        '200 OK\r\ncontent-length: two',
        '200 OK\r\ncontent-length: 99999999999999999999999',
      ]) {
        await failure(world, { raw: http(head), after: 'close' });
      }
    },
    async 'leaves the outcome unknown where a chunk is broken'(world) {
      const head = '200 OK\r\ntransfer-encoding: chunked';
      for (const body of ['zz\r\n{}\r\n0\r\n\r\n', '2\r\n{}\r\n', '99\r\n{}\r\n0\r\n\r\n']) {
        await failure(world, { raw: http(head, body), after: 'close' });
      }
    },
  },
  'a reply that is no HTTP': {
    async 'leaves the outcome unknown'(world) {
      for (const raw of [
        '\0\0\0',
        'HTTP/9.9 200 OK\r\n\r\n',
        'HTTP/1.1 abc OK\r\n\r\n',
        '220 smtp.example.com ESMTP\r\n',
        '{}',
        '',
      ]) {
        expect(await failure(world, { raw, after: 'close' })).to.include({ name: 'TransportError' });
      }
    },
  },
  'a reply with too many or too long headers': {
    async 'leaves the outcome unknown'(world) {
      const long = `x-long: ${'x'.repeat(1_000_000)}`;
      const many = Array.from({ length: 50_000 }, (_, index) => `x-${index}: y`).join('\r\n');
      for (const headers of [long, many]) {
        const raw = http(`200 OK\r\n${headers}\r\ncontent-length: 2`);
        expect(await failure(world, { raw, after: 'close' })).to.include({ name: 'TransportError' });
      }
    },
  },
  'a reply with the same header twice': {
    async 'is read'(world) {
      const raw = http('200 OK\r\nx-amzn-requestid: one\r\nx-amzn-requestid: two\r\ncontent-length: 2');
      const { $metadata } = (await outputOf(world, { raw, after: 'hang' })) as { $metadata: { requestId: string } };
      // fetch joins the two, which is no ID any more.
      expect($metadata.requestId ?? 'one').to.equal('one');
    },
  },
  'a reply that comes before the request is complete': {
    async counts({ serve, client, lib }) {
      const { url } = await serve({ status: 413, body: '' });
      const error = await rejectionOf(
        client(url).forgotPassword({ ...request, ClientMetadata: { key: 'x'.repeat(131_072) } }),
      );
      expect(error).to.be.instanceOf(lib.ResponseError).and.to.include({ outcome: 'unknown' });
    },
  },
});
