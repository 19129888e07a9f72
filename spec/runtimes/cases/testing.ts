// The entry ./testing in every runtime, in process and over sockets.
import { createCognito, serviceError, transportError } from 'cognito-forgot-password/testing';
import type { ForgotPasswordClientConfig } from '../../../lib/index.ts';
import { ALICE, PLAIN, POOL, SECRETIVE } from '../cognito.ts';
import type { Cases, Context, Harness, Library } from '../harness.ts';

type Way = (ctx: Context) => ForgotPasswordClientConfig;

const ways: Readonly<Record<string, Way>> = {
  'in process': () => ({ region: 'eu-west-1', transport: createCognito(POOL).transport }),
  'over sockets': ({ cognitoUrl }) => ({ endpointUrl: cognitoUrl }),
};

const DETAILS = { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'a***@e***' };

/** Cases for both ways to a pool. */
const commonCases = (where: string, way: Way): Cases => ({
  [`gets the pool's answers ${where}`]: async (harness, lib, ctx) => {
    const client = new lib.ForgotPasswordClient({ clientId: PLAIN, ...way(ctx) });
    const { CodeDeliveryDetails, $metadata } = await client.forgotPassword({ Username: ALICE.username });
    harness.equal([CodeDeliveryDetails, $metadata.httpStatusCode], [DETAILS, 200]);
    const unknown = await harness.rejection(client.forgotPassword({ Username: 'nobody' }));
    harness.ok(unknown instanceof lib.UserNotFoundException, `${unknown}`);
    const { reason, outcome } = await harness.rejection(client.forgotPassword({ Username: 'bob' }));
    harness.equal([reason, outcome], ['RECOVERY_NOT_ALLOWED_IN_STATE', 'rejected']);
    await client.close();
  },

  [`needs the secret of a client that has one, ${where}`]: async (harness, lib, ctx) => {
    if (!globalThis.crypto?.subtle) return;
    const { clientId, clientSecret } = SECRETIVE;
    const request = { ClientId: clientId, Username: ALICE.username };
    const right = await lib.forgotPassword(request, { ...way(ctx), clientSecret });
    harness.equal(right.CodeDeliveryDetails, DETAILS);
    const wrong = await harness.rejection(lib.forgotPassword(request, { ...way(ctx), clientSecret: 'other' }));
    const missing = await harness.rejection(lib.forgotPassword(request, way(ctx)));
    harness.equal([wrong.reason, missing.reason], ['SECRET_HASH_MISMATCH', 'SECRET_HASH_MISSING']);
  },
});

const faults = [
  ['reset', 'TransportError'],
  ['cut', 'TransportError'],
  ['html', 'ResponseError'],
  ['stall', 'TransportError'],
] as const;

async function expectFault(harness: Harness, lib: Library, [kind, name]: (typeof faults)[number]): Promise<void> {
  const cognito = createCognito(POOL);
  const { transport } = cognito;
  const config = { region: 'eu-west-1', clientId: PLAIN, transport, requestTimeoutMs: kind === 'stall' ? 50 : 10_000 };
  cognito.fail({ when: 'after', with: kind });
  const client = new lib.ForgotPasswordClient(config);
  const error = await harness.rejection(client.forgotPassword({ Username: ALICE.username }));
  harness.equal([error.name, error.outcome, cognito.messages.length], [name, 'unknown', 1], kind);
  await client.close();
}

/** The entry ./testing. */
export const testingCases: Cases = {
  ...commonCases('in process', ways['in process'] as Way),
  ...commonCases('over sockets', ways['over sockets'] as Way),

  'reports each fault of a pool in process, with one code sent': async (harness, lib) => {
    for (const fault of faults) await expectFault(harness, lib, fault);
  },

  'sends the same code in every run': async (harness, lib) => {
    const cognito = createCognito(POOL);
    const { transport } = cognito;
    await lib.forgotPassword({ ClientId: PLAIN, Username: 'alice' }, { region: 'eu-west-1', transport });
    harness.equal(cognito.codeOf('alice'), '482913');
  },

  'sets a password with the code': async (harness, lib) => {
    const cognito = createCognito(POOL);
    const { transport } = cognito;
    const client = new lib.ForgotPasswordClient({ region: 'eu-west-1', clientId: PLAIN, transport });
    await client.forgotPassword({ Username: 'alice' });
    const request = { Username: 'alice', Password: 'Correct-Horse-7' };
    const ConfirmationCode = cognito.codeOf('alice') ?? '';
    const wrong = await harness.rejection(client.confirmForgotPassword({ ...request, ConfirmationCode: 'wrong' }));
    harness.equal([wrong.reason, wrong.outcome], ['CODE_MISMATCH', 'rejected']);
    await client.confirmForgotPassword({ ...request, ConfirmationCode });
    harness.equal([cognito.passwordOf('alice'), cognito.codeOf('alice') ?? ''], [request.Password, '']);
    await client.close();
  },

  'creates the errors that the client throws': (harness, lib) => {
    harness.ok(serviceError('UserNotFoundException') instanceof lib.UserNotFoundException, 'another class');
    harness.ok(transportError() instanceof lib.TransportError, 'another class');
  },

  'listens on Node, and refuses to on other platforms': async (harness, _lib, ctx) => {
    if (/^(node|react-native)/.test(ctx.runtime)) {
      const { url, close } = await createCognito().listen();
      const { status } = await fetch(url, { method: 'POST', body: '{}' });
      await close();
      harness.equal(status, 400);
    } else {
      harness.equal((await harness.rejection(createCognito().listen())).code, 'ERR_CONFIGURATION_PLATFORM');
    }
  },
};
