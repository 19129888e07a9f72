import { expect } from 'chai';
import type { ClientEvent } from '../../../lib/client/events.ts';
import { type Answer, deadUrl, refusal, reset, silence } from '../../support/loopback.ts';
import { type Cases, rejectionOf, request, type World } from '../../support/world.ts';

const busy = refusal('TooManyRequestsException');

const confirmation = { ...request, ConfirmationCode: '123456', Password: 'new one' };
const CODE_HINT = 'A code may have been sent: look for it before you ask for another.';
const PASSWORD_HINT = 'The password may have been changed: try to sign in with it, then ask for a new code.';

// After each of these a code may have gone out.
const ambiguous: Readonly<Record<string, Answer>> = {
  'a reply 500': refusal('InternalErrorException', 'Oops.', 500),
  'a bare reply 429': { status: 429, body: '' },
  'a bare reply 500': { status: 500, body: '{}' },
  'a reply 502': { status: 502, body: '<html>' },
  'a bare reply 503': { status: 503, headers: { 'retry-after': '0' }, body: 'Busy.' },
  'a reply 504': { status: 504, body: '' },
  'a timeout at the service': refusal('RequestTimeoutException'),
  'a reset connection': reset,
  'a closed connection': { body: '', after: 'close' },
  'a reply that is cut short': { headers: { 'content-length': '99' }, body: '{"Code', after: 'close' },
  'a reply that is no JSON': { body: '<html>welcome</html>' },
  'a reply that is no HTTP': { raw: 'SSH-2.0-OpenSSH_9.6\r\n' },
  'no answer in time': silence,
};

async function countAttempts(
  world: World,
  answer: Answer,
  delivery: 'at-most-once' | 'at-least-once',
): Promise<number> {
  const { error } = await world.call([answer], { delivery, requestTimeoutMs: answer === silence ? 100 : 10_000 });
  expect(error).to.be.instanceOf(world.lib.ForgotPasswordError);
  expect(error.outcome).to.equal('unknown');
  return error.$metadata.attempts;
}

const ambiguousCases: Cases = Object.fromEntries(
  Object.entries(ambiguous).map(([what, answer]) => [
    `an ambiguous failure: ${what}`,
    {
      async 'is not repeated by default'(world: World) {
        expect(await countAttempts(world, answer, 'at-most-once')).to.equal(1);
      },
      async 'is repeated under at-least-once'(world: World) {
        expect(await countAttempts(world, answer, 'at-least-once')).to.equal(3);
      },
    },
  ]),
);

/** What is repeated, and what never is. */
export const deliveryCases: Cases = {
  ...ambiguousCases,

  'a request that the service did not act on': {
    async 'is repeated after an exception that stands for throttling'({ call, lib }) {
      for (const status of [400, 429]) {
        const { error, server } = await call([refusal('TooManyRequestsException', 'No.', status)]);
        expect(error).to.be.instanceOf(lib.TooManyRequestsException);
        expect(error).to.include({ outcome: 'rejected', retryable: true });
        expect(error).not.to.have.property('hint');
        expect(server.requests).to.have.length(3);
        expect(error.$metadata).to.include({ attempts: 3, httpStatusCode: status });
      }
    },
    async 'ends with the success of a later attempt'({ serve, client }) {
      const { url, requests } = await serve(busy, refusal('SlowDown'), { body: {} });
      const { $metadata } = await client(url).forgotPassword(request);
      expect($metadata).to.deep.equal({ httpStatusCode: 200, requestId: 'request-1', attempts: 3, totalRetryDelay: 0 });
      expect(new Set(requests.map(({ body }) => body)).size).to.equal(1);
    },
    async 'is repeated as long as it is certain, and no longer'({ call }) {
      const { error, server } = await call([busy, reset, { body: {} }]);
      expect(error).to.include({ name: 'TransportError', outcome: 'unknown' });
      expect(server.requests).to.have.length(2);
    },
  },

  'an ambiguous failure that is followed by a certain one': {
    async 'leaves the outcome unknown: what it may have done is not undone'({ serve, client, lib }) {
      for (const certain of [refusal('NotAuthorizedException'), busy]) {
        const server = await serve(reset, certain);
        const outcomes: unknown[] = [];
        const onEvent = (event: ClientEvent): void => {
          if (event.type === 'call-finished') outcomes.push(event.outcome);
        };
        const caller = client(server.url, { onEvent, delivery: 'at-least-once' });
        const error = await rejectionOf(caller.forgotPassword(request));
        expect(error).to.be.instanceOf(lib.ServiceError).and.to.include({ outcome: 'unknown', retryable: false });
        expect(outcomes).to.deep.equal(['unknown']);
      }
    },
  },

  'a connection that is refused': {
    async 'is tried again, as nothing can have been sent'({ client, lib }) {
      const error = await rejectionOf(client(await deadUrl()).forgotPassword(request));
      expect(error).to.be.instanceOf(lib.TransportError);
      expect(error).to.include({
        code: 'ERR_TRANSPORT_CONNECT',
        phase: 'connect',
        outcome: 'not-sent',
        retryable: true,
      });
      expect(error.$metadata).to.include({ attempts: 3, totalRetryDelay: 0 }).and.not.to.have.any.keys('requestId');
      expect(error.cause).to.be.instanceOf(Error);
    },
  },

  'a host that does not exist': {
    async 'is looked up again'({ client }) {
      // A label that is too long fits into no query, so that no resolver asks the network.
      const error = await rejectionOf(client(`http://${'a'.repeat(64)}.invalid`).forgotPassword(request));
      expect(error).to.include({
        code: 'ERR_TRANSPORT_DNS',
        phase: 'connect',
        outcome: 'not-sent',
        retryable: true,
      });
      expect(error.$metadata.attempts).to.equal(3);
    },
  },

  'a refusal': {
    async 'is not repeated'({ call, lib }) {
      for (const delivery of ['at-most-once', 'at-least-once'] as const) {
        for (const answer of [
          refusal('NotAuthorizedException'),
          refusal('CodeDeliveryFailureException'),
          refusal('ForbiddenException', 'No.', 403),
          refusal('SomethingNew'),
        ]) {
          const { error, server } = await call([answer], { delivery });
          expect(error).to.be.instanceOf(lib.ServiceError);
          expect(error).to.include({ outcome: 'rejected', retryable: false, fault: 'client' });
          expect(server.requests).to.have.length(1);
        }
      }
    },
    async 'is not made repeatable by a hint when to come back'({ call }) {
      const headers = { 'retry-after': '0', 'x-amz-retry-after': '1' };
      const { server } = await call([{ ...refusal('NotAuthorizedException'), headers }], { delivery: 'at-least-once' });
      expect(server.requests).to.have.length(1);
    },
    async 'for a limit that is reached is never repeated, though the SDKs do'({ call, lib }) {
      for (const delivery of ['at-most-once', 'at-least-once'] as const) {
        for (const status of [400, 429]) {
          const { error, server } = await call([refusal('LimitExceededException', 'Attempt limit exceeded', status)], {
            delivery,
          });
          expect(error).to.be.instanceOf(lib.LimitExceededException);
          expect(error).to.include({ outcome: 'rejected', retryable: false });
          expect(server.requests).to.have.length(1);
        }
      }
    },
  },

  'a server fault that does not pass by itself': {
    async 'is not repeated, and leaves open what happened'({ call, lib }) {
      for (const status of [501, 505, 507, 520]) {
        const { error, server } = await call([refusal('SomethingNew', 'No.', status)], { delivery: 'at-least-once' });
        expect(error).to.be.instanceOf(lib.ServiceError);
        expect(error).to.include({ name: 'SomethingNew', outcome: 'unknown', fault: 'server', retryable: false });
        expect(server.requests).to.have.length(1);
      }
    },
  },

  'a reply without the name of an AWS error, of a status that does not pass by itself': {
    async 'is not repeated even under at-least-once, and leaves open what happened'({ call, lib }) {
      for (const status of [400, 401, 403, 404, 408, 413, 501, 505, 520]) {
        const { error, server } = await call([{ status, body: '<html>' }], { delivery: 'at-least-once' });
        expect(error).to.be.instanceOf(lib.ResponseError);
        expect(error).to.include({ outcome: 'unknown', retryable: false });
        expect(server.requests).to.have.length(1);
      }
    },
  },

  'an unknown outcome': {
    async 'has a hint on what to do, which differs by operation'({ serve, client }) {
      for (const answer of [{ status: 503 }, { body: '<html>' }, reset, refusal('RequestTimeoutException')]) {
        const { url } = await serve(answer);
        const asked = await rejectionOf(client(url).forgotPassword(request));
        expect(asked).to.include({ outcome: 'unknown', hint: CODE_HINT });
        const confirmed = await rejectionOf(client(url).confirmForgotPassword(confirmation));
        expect(confirmed).to.include({ outcome: 'unknown', hint: PASSWORD_HINT });
      }
    },
    async 'has its hint after that of the message'({ serve, client }) {
      const { url } = await serve(refusal('UnexpectedLambdaException', 'No.', 500));
      const error = await rejectionOf(client(url).forgotPassword(request));
      expect(error.hint).to.equal(`Look at the log of the pool's Lambda trigger. ${CODE_HINT}`);
    },
    async 'keeps its hint when a certain failure follows'({ serve, client }) {
      const { url } = await serve(reset, refusal('UserNotConfirmedException', 'No.'));
      const error = await rejectionOf(client(url, { delivery: 'at-least-once' }).forgotPassword(request));
      expect(error).to.include({ outcome: 'unknown', hint: `Confirm the sign-up. ${CODE_HINT}` });
    },
    async 'alone has such a hint'({ serve, client }) {
      const { url } = await serve(refusal('NotAuthorizedException', 'Something new.'));
      expect(await rejectionOf(client(url).forgotPassword(request))).not.to.have.property('hint');
      expect(await rejectionOf(client(await deadUrl()).forgotPassword(request))).not.to.have.property('hint');
    },
  },

  'a redirect or a reply that is too large': {
    async 'is not repeated even under at-least-once'({ call }) {
      const redirect = { status: 307, headers: { location: '/elsewhere' } };
      for (const answer of [redirect, { body: 'x'.repeat(300) }]) {
        const { error, server } = await call([answer], { delivery: 'at-least-once', maxResponseBytes: 256 });
        expect(error).to.include({ name: 'ResponseError', outcome: 'unknown', retryable: false });
        expect(server.requests).to.have.length(1);
      }
    },
  },
};
