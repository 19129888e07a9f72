import { expect } from 'chai';
import * as web from '../../lib/index.ts';
import * as node from '../../lib/node.ts';
import { runCli } from '../support/cli.ts';
import { type Emulator, type Pool, startCognitoLocal } from '../support/cognito-local.ts';

const START_TIMEOUT_MS = 90_000;

describe('against cognito-local', () => {
  let emulator: Emulator;
  before(async function () {
    this.timeout(START_TIMEOUT_MS);
    emulator = await startCognitoLocal();
  });
  after(() => emulator?.stop());

  /** The code that was issued, proved by setting a new password with it. */
  const expectUsableCode = async (pool: Pool): Promise<void> => {
    const ConfirmationCode = await emulator.readCode(pool);
    expect(ConfirmationCode).to.match(/^\d{6}$/);
    await emulator.send('ConfirmForgotPassword', {
      ClientId: pool.clientId,
      Username: pool.username,
      ConfirmationCode,
      Password: 'Correct-Horse-7',
    });
    expect(await emulator.readCode(pool)).to.equal(undefined);
  };

  const detailsOf = ({ username }: Pool) => ({
    AttributeName: 'email',
    DeliveryMedium: 'EMAIL',
    Destination: username,
  });

  for (const [build, { forgotPassword, UserNotFoundException, ResourceNotFoundException }] of [
    ['the web build', web],
    ['the Node build', node],
  ] as const) {
    describe(build, () => {
      let pool: Pool;
      before(async () => {
        pool = await emulator.createPoolClientUser('alice@example.com');
      });

      const failureOf = (Username: string, ClientId: string): Promise<unknown> =>
        forgotPassword({ Username, ClientId }, { endpointUrl: emulator.endpointUrl }).then(
          () => expect.fail('It was accepted'),
          (error: unknown) => error,
        );

      it('gets the delivery details, and a code with which a password can be set', async () => {
        const { CodeDeliveryDetails, $metadata } = await forgotPassword(
          { Username: pool.username, ClientId: pool.clientId },
          { endpointUrl: emulator.endpointUrl },
        );
        expect(CodeDeliveryDetails).to.deep.equal(detailsOf(pool));
        expect($metadata).to.deep.include({ httpStatusCode: 200, attempts: 1 });
        await expectUsableCode(pool);
      });

      it('learns that a user is unknown', async () => {
        const error = await failureOf('nobody@example.com', pool.clientId);
        expect(error).to.be.instanceOf(UserNotFoundException);
        expect(error).to.deep.include({ outcome: 'rejected', fault: 'client' });
      });

      it('learns that a client is unknown', async () => {
        const error = await failureOf(pool.username, 'unknownclient');
        expect(error).to.be.instanceOf(ResourceNotFoundException).and.to.have.property('outcome', 'rejected');
        expect(await emulator.readCode(pool)).to.equal(undefined);
      });
    });
  }

  describe('the command', () => {
    let pool: Pool;
    before(async () => {
      pool = await emulator.createPoolClientUser('alice@example.com');
    });

    const run = (username: string, clientId = pool.clientId) =>
      runCli([username, '--client-id', clientId, '--endpoint-url', emulator.endpointUrl]);

    it('prints the delivery details, and a password can be set with the code', async () => {
      const { code, stdout, stderr } = await run(pool.username);
      expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' });
      expect(JSON.parse(stdout)).to.deep.equal(detailsOf(pool));
      await expectUsableCode(pool);
    });

    it('exits with 1 for an unknown user and for an unknown client', async () => {
      const user = await run('nobody@example.com');
      expect({ ...user, stderr: user.stderr.split(':')[0] }).to.deep.equal({
        code: 1,
        stdout: '',
        stderr: 'UserNotFoundException',
      });
      const client = await run(pool.username, 'unknownclient');
      expect({ ...client, stderr: client.stderr.split(':')[0] }).to.deep.equal({
        code: 1,
        stdout: '',
        stderr: 'ResourceNotFoundException',
      });
    });
  });
});
