import { expect } from 'chai';
import { refusal } from '../../support/loopback.ts';
import { type Cases, rejectionOf, request } from '../../support/world.ts';

const confirmation = { ...request, ConfirmationCode: '123456', Password: ' new  pass word ' };

/** What is particular to the second operation. */
export const confirmCases: Cases = {
  confirmForgotPassword: {
    async 'sends one request of its own operation, with the password exactly as it was given'({ serve, client }) {
      const { url, requests } = await serve();
      await client(url).confirmForgotPassword({ ...confirmation, ClientMetadata: { key: 'value' } });
      expect(requests).to.have.length(1);
      const { headers, body } = requests[0] as (typeof requests)[0];
      expect(headers).to.include({ 'x-amz-target': 'AWSCognitoIdentityProviderService.ConfirmForgotPassword' });
      expect(JSON.parse(body)).to.deep.equal({ ...confirmation, ClientMetadata: { key: 'value' } });
    },
    async 'resolves with $metadata alone'({ serve, client }) {
      const { url } = await serve({ body: {} });
      expect(await client(url).confirmForgotPassword(confirmation)).to.deep.equal({
        $metadata: { httpStatusCode: 200, requestId: 'request-1', attempts: 1, totalRetryDelay: 0 },
      });
    },
    async "takes the client's ID, and sends the secret hash"({ lib, serve, client }) {
      const { url, requests } = await serve();
      const { ClientId: clientId, ...rest } = confirmation;
      const clientSecret = 'secret';
      await client(url, { clientId, clientSecret }).confirmForgotPassword(rest);
      const SecretHash = await lib.computeSecretHash({ username: rest.Username, clientId, clientSecret });
      expect(JSON.parse(requests[0]?.body ?? '')).to.deep.equal({ ...confirmation, SecretHash });
    },
    async 'refuses an invalid request before anything is sent'({ lib, serve, client }) {
      const server = await serve();
      const error = await rejectionOf(client(server.url).confirmForgotPassword(request as never));
      expect(error).to.be.instanceOf(lib.RequestValidationError);
      expect(error.issues.map(({ path }) => path)).to.deep.equal(['/ConfirmationCode', '/Password']);
      expect(server.connections()).to.equal(0);
    },
    async 'as a one-shot takes a request and the options of a client'({ lib, serve }) {
      const server = await serve();
      const { $metadata } = await lib.confirmForgotPassword(confirmation, { endpointUrl: server.url });
      expect($metadata.httpStatusCode).to.equal(200);
      const signal = AbortSignal.abort('no');
      const aborted = lib.confirmForgotPassword(confirmation, { endpointUrl: server.url }, { signal });
      expect(await rejectionOf(aborted)).to.equal('no');
    },
    async 'does not know after a Lambda error whether the password was changed'({ serve, client }) {
      for (const name of ['UserLambdaValidation', 'UnexpectedLambda', 'InvalidLambdaResponse']) {
        const { url, requests } = await serve(refusal(`${name}Exception`));
        const error = await rejectionOf(client(url).confirmForgotPassword(confirmation));
        expect(error).to.include({ name: `${name}Exception`, outcome: 'unknown', retryable: false, fault: 'client' });
        expect(error.hint).to.match(/^Look at the log of .* The password may have been changed: .*\.$/);
        expect(requests).to.have.length(1);
        const asked = await rejectionOf(client(url).forgotPassword(request));
        expect(asked).to.include({ name: `${name}Exception`, outcome: 'rejected', retryable: false });
        expect(asked.hint).to.equal("Look at the log of the pool's Lambda trigger.");
      }
    },
    async 'knows after every other refusal that the password was not changed'({ serve, client }) {
      for (const name of ['CodeMismatch', 'ExpiredCode', 'InvalidPassword', 'PasswordHistoryPolicyViolation']) {
        const { url, requests } = await serve(refusal(`${name}Exception`));
        const error = await rejectionOf(client(url).confirmForgotPassword(confirmation));
        expect(error).to.include({ name: `${name}Exception`, outcome: 'rejected', retryable: false });
        expect(error.hint).not.to.include('may have been changed');
        expect(requests).to.have.length(1);
      }
    },
    async 'retries after throttling, and not after a failure that leaves open what happened'({ serve, client }) {
      const busy = await serve(refusal('TooManyRequestsException'), {});
      expect((await client(busy.url).confirmForgotPassword(confirmation)).$metadata.attempts).to.equal(2);
      const broken = await serve({ status: 503 }, {});
      const error = await rejectionOf(client(broken.url).confirmForgotPassword(confirmation));
      expect(error).to.include({ name: 'ResponseError', outcome: 'unknown' });
      expect(broken.requests).to.have.length(1);
    },
  },
};
