import { expect } from 'chai';
import fc from 'fast-check';
import { backoffMs, requestedWaitMs } from '../../../lib/client/backoff.ts';
import * as web from '../../../lib/index.ts';
import * as node from '../../../lib/node.ts';
import { Redactor } from '../../../lib/protocol/redact.ts';
import { expectNoPollution, json, nameLike, prototypesIn, rejectionOf, runs, text } from './hostile.ts';

const members = ['CodeDeliveryDetails', 'Destination', 'DeliveryMedium', '__type', 'code', 'message', 'Message'];
const error = fc
  .tuple(fc.oneof(fc.constantFrom('NotAuthorizedException', 'a#b:c', ''), text), text)
  .map(([name, message]) => JSON.stringify({ __type: name, message }));
const bytes = fc.oneof(
  fc.oneof(json(...members), text, error).map((each) => new TextEncoder().encode(each)),
  fc.uint8Array({ maxLength: 500 }),
);
const headers = fc.dictionary(
  fc.oneof(fc.constantFrom('x-amzn-errortype', 'x-amzn-requestid', 'x-amzn-errormessage', 'retry-after'), text),
  text,
);
const request = { ClientId: 'client', Username: 'alice' };

/** A body in pieces of any size. */
function streamOf(body: Uint8Array, size: number): ReadableStream<Uint8Array> {
  let start = 0;
  return new ReadableStream({
    pull(controller) {
      if (start >= body.length) return controller.close();
      controller.enqueue(body.slice(start, start + size));
      start += size;
    },
  });
}

for (const [build, lib] of Object.entries({ node, web })) {
  describe(`any reply at all (${build} build)`, () => {
    /** What a call returns, or rejects with, when the service answers so. */
    const call = (status: number, found: Record<string, string>, body: Uint8Array, size: number): Promise<unknown> => {
      const client = new lib.ForgotPasswordClient({
        endpointUrl: 'http://localhost',
        maxAttempts: 1,
        maxResponseBytes: 400,
        transport: async () => ({
          status,
          headers: { get: (name) => (Object.hasOwn(found, name) ? found[name] : undefined) },
          body: streamOf(body, size),
          text: () => Promise.reject(new Error('There is a stream')),
        }),
      });
      return client.forgotPassword(request);
    };

    it('ends the call with an answer or an error of ours, and changes nothing else', async () => {
      const status = fc.oneof(fc.constantFrom(200, 400, 500), fc.integer({ min: 0, max: 999 }));
      const property = fc.asyncProperty(status, headers, bytes, fc.integer({ min: 1, max: 64 }), async (...reply) => {
        let output: unknown;
        const failure = await rejectionOf(
          call(...reply).then((answer) => {
            output = answer;
          }),
        );
        if (failure) expect(failure).to.be.instanceOf(lib.ForgotPasswordError);
        const known = new Set<unknown>([Object.prototype, Array.prototype]);
        for (const prototype of prototypesIn(output)) expect(known).to.include(prototype);
        expectNoPollution();
      });
      await fc.assert(property, runs);
    });

    it('reads the same, however it is cut into pieces', async () => {
      const property = fc.asyncProperty(bytes, fc.integer({ min: 1, max: 64 }), async (body, size) => {
        const seen = (each: number): Promise<string> =>
          call(200, {}, body, each).then(
            (answer) => JSON.stringify(answer),
            (failure) => JSON.stringify(failure),
          );
        expect(await seen(size)).to.equal(await seen(10_000));
      });
      await fc.assert(property, runs);
    });
  });
}

describe('any request for a wait', () => {
  it('leads to one of 0 to 25 seconds', () => {
    const hint = fc.oneof(
      text,
      fc.double().map(String),
      fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
    );
    const property = fc.property(
      fc.dictionary(nameLike('retry-after', 'x-amz-retry-after'), hint),
      fc.nat(2 ** 31),
      (found, retry) => {
        const headers = { get: (name: string) => found[name] };
        const requestedMs = requestedWaitMs(headers, 1_700_000_000_000);
        expect(backoffMs(retry, true, requestedMs, 0.999)).to.be.within(0, 25_000);
      },
    );
    fc.assert(property, runs);
  });
});

describe('a reply made to take long, or to grow', () => {
  const most = 262_144;
  const failureFor = (message: string): Promise<unknown> => {
    const transport = async () => new Response(JSON.stringify({ __type: 'X', message }), { status: 400 });
    const client = new web.ForgotPasswordClient({ endpointUrl: 'http://localhost', transport });
    const ClientMetadata = Object.fromEntries([...'redact[]'].map((letter) => [letter, letter]));
    return rejectionOf(client.forgotPassword({ ...request, ClientMetadata }));
  };

  it('is recognised or not without delay', async () => {
    // Beyond mocha's limit, where an expression tries each beginning with each end.
    for (const part of ['secret', 'pool client ', 'UserNotFound', 'validation error ', 'be reset in ']) {
      const failure = await failureFor(part.repeat(most / part.length - 10));
      expect(failure).to.be.instanceOf(web.ServiceError);
    }
  }).timeout(10_000);

  it('is named without delay, whatever stands for a name', async () => {
    // Beyond mocha's limit, where an expression tries each beginning.
    for (const part of ['a', 'a#', 'a,', ':', '##']) {
      const body = JSON.stringify({ __type: part.repeat((most - 100) / part.length) });
      const transport = async () => new Response(body, { status: 400 });
      for (const { ForgotPasswordClient } of [web, node]) {
        const client = new ForgotPasswordClient({ endpointUrl: 'http://localhost', transport });
        const error = await rejectionOf(client.forgotPassword(request));
        expect(error).to.be.instanceOf(web.ForgotPasswordError).and.to.have.property('name').with.lengthOf.below(30);
      }
    }
  });

  it('grows no more than marks do, whatever is redacted, and is left out where it is too long', () => {
    const letters = [...'redact[]'];
    const redact = (message: string, secrets: readonly string[]): string => new Redactor(() => secrets).redact(message);
    const property = fc.property(
      fc.string({ unit: fc.constantFrom(...letters, ' ') }),
      fc.subarray(letters),
      (given, values) => {
        expect(redact(given, values).length).to.be.at.most('[redacted]'.length * given.length);
      },
    );
    fc.assert(property, runs);
    expect(redact('r '.repeat(1_000), ['r'])).to.equal('[redacted] '.repeat(1_000));
    expect(redact('a '.repeat(130_000), ['a'])).to.equal('(a message of 260000 characters)');
  });
});
