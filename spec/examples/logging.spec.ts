import { expect } from 'chai';
import pino from 'pino';
import { ForgotPasswordClient } from '../../lib/node.ts';
import { type Answer, loopback, refusal, reset } from '../support/loopback.ts';
import { rejectionOf } from '../support/world.ts';

const CANARIES = { Username: 'canary-user', ConfirmationCode: '493817', Password: 'canary-Passw0rd!' };

/** An error as pino logs it under `err`. */
function loggedByPino(error: Error): Record<string, unknown> {
  const lines: string[] = [];
  pino({ base: null }, { write: (line) => lines.push(line) }).error(error);
  return JSON.parse(lines.join('')).err;
}

/** An error as trackers such as Sentry keep it: name, message, stack, own members, and the chain of causes. */
function keptByTracker(error: Error): Record<string, unknown> {
  const { name, message, stack, cause } = error;
  const members = JSON.parse(JSON.stringify({ ...error }));
  return { ...members, name, message, stack, ...(cause instanceof Error && { cause: keptByTracker(cause) }) };
}

const refused: Answer = refusal('NotAuthorizedException', 'User is disabled. (canary-user, 493817)');

for (const [logger, logged] of Object.entries({ pino: loggedByPino, 'an error tracker': keptByTracker })) {
  describe(`the log of ${logger}`, () => {
    const logOf = async (answer: Answer): Promise<Record<string, unknown>> => {
      await using server = await loopback(answer);
      await using client = new ForgotPasswordClient({ endpointUrl: server.url, clientId: 'client', maxAttempts: 1 });
      return logged(await rejectionOf(client.confirmForgotPassword(CANARIES)));
    };

    it('has what an operator searches by, of an error of the service', async () => {
      const log = await logOf(refused);
      expect(log).to.include({ code: 'ERR_SERVICE_CLIENT', outcome: 'rejected', reason: 'USER_DISABLED' });
      expect(log).to.have.nested.property('$metadata.httpStatusCode', 400);
      expect(log.stack).to.match(/^NotAuthorizedException: User is disabled/);
    });

    it('has what an operator searches by, of a broken connection', async () => {
      const log = await logOf(reset);
      expect(log).to.include({ outcome: 'unknown', phase: 'request', causeCode: 'ECONNRESET' });
    });

    it('holds no username, code or password', async () => {
      for (const answer of [refused, reset]) {
        const text = JSON.stringify(await logOf(answer));
        for (const canary of Object.values(CANARIES)) expect(text).not.to.include(canary);
      }
    });
  });
}
