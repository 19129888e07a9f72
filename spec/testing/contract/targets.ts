// The targets of the contract's cases: ./testing and the emulators.
import { computeSecretHash } from '../../../lib/node.ts';
import { createCognito } from '../../../lib/testing/testing.ts';
import { isInstalled } from '../../support/aws-cli.ts';
import { startChildServer } from '../../support/child-server.ts';
import { startCognitoLocal } from '../../support/cognito-local.ts';
import { type Answer, httpRequest } from '../support.ts';

/** The pool that a case needs. */
export interface Setup {
  readonly user?: 'confirmed' | 'disabled' | 'never signed in' | 'without an address' | 'unknown';
  readonly setting?: 'ENABLED' | 'LEGACY';
  readonly hasSecret?: boolean;
  readonly hasPolicy?: boolean;
}

/** A pool with an app client and a user. */
export interface Pool {
  readonly clientId: string;
  readonly clientSecret?: string | undefined;
  ask(operation: string, members: object): Promise<Answer>;
  /** The newest code; empty if there is none. */
  code(): Promise<string>;
}

/** An implementation of Cognito. */
export interface Target {
  readonly name: string;
  open(setup: Setup): Promise<Pool>;
  stop(): Promise<void>;
}

export const USERNAME = 'alice@example.com';
const OWN = { clientId: '1example23456789', clientSecret: 's3cret' };
const PASSWORD = 'Original-Pass-1';
const POLICY = { MinimumLength: 8, RequireUppercase: true, RequireNumbers: true };
// moto looks only at the service's name in the signature.
const AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=none/20260101/eu-west-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=none';

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const { status } = response;
  let members: Record<string, unknown>;
  try {
    members = JSON.parse(text || '{}');
  } catch {
    return { status, name: `status ${status}`, message: 'no JSON', members: {} };
  }
  if (response.ok) return { status, members };
  return { status, name: String(members.__type), message: String(members.message), members };
}

/** ./testing. */
export async function startOwn(): Promise<Target> {
  return {
    name: './testing',
    async open({ user = 'confirmed', setting = 'LEGACY', hasSecret, hasPolicy }) {
      const { clientId, clientSecret } = OWN;
      const cognito = createCognito({
        users:
          user === 'unknown'
            ? []
            : [
                {
                  username: USERNAME,
                  enabled: user !== 'disabled',
                  status: user === 'never signed in' ? 'FORCE_CHANGE_PASSWORD' : 'CONFIRMED',
                  email: user === 'without an address' ? undefined : USERNAME,
                },
              ],
        clients: [{ clientId, preventUserExistenceErrors: setting, ...(hasSecret && { clientSecret }) }],
        ...(hasPolicy && { passwordPolicy: { minimumLength: 8, requireUppercase: true, requireNumbers: true } }),
      });
      return {
        clientId,
        clientSecret: hasSecret ? clientSecret : undefined,
        ask: async (operation, members) =>
          answerOf(await cognito.fetch('https://cognito.test/', httpRequest(operation, members))),
        code: async () => cognito.codeOf(USERNAME) ?? '',
      };
    },
    stop: async () => {},
  };
}

type Administer = (operation: string, members: object) => Promise<Record<string, unknown>>;

/** Sets up a pool in an emulator with administrator operations. */
async function administered(administer: Administer, setup: Setup): Promise<{ userPoolId: string } & typeof OWN> {
  const { user = 'confirmed', setting = 'LEGACY', hasSecret = false, hasPolicy = false } = setup;
  const made = await administer('CreateUserPool', {
    PoolName: 'pool',
    ...(hasPolicy && { Policies: { PasswordPolicy: POLICY } }),
  });
  const UserPoolId = String(Object(made.UserPool).Id);
  const { UserPoolClient } = await administer('CreateUserPoolClient', {
    UserPoolId,
    ClientName: 'client',
    GenerateSecret: hasSecret,
    PreventUserExistenceErrors: setting,
  });
  const { ClientId: clientId, ClientSecret: clientSecret = '' } = Object(UserPoolClient);
  if (user === 'unknown') return { userPoolId: UserPoolId, clientId, clientSecret };
  const Username = USERNAME;
  const address = [
    { Name: 'email', Value: USERNAME },
    { Name: 'email_verified', Value: 'true' },
  ];
  await administer('AdminCreateUser', {
    UserPoolId,
    Username,
    UserAttributes: user === 'without an address' ? [] : address,
    ...(user === 'without an address' ? { MessageAction: 'SUPPRESS' } : { DesiredDeliveryMediums: ['EMAIL'] }),
  });
  if (user !== 'never signed in') {
    await administer('AdminSetUserPassword', { UserPoolId, Username, Password: PASSWORD, Permanent: true });
  }
  if (user === 'disabled') await administer('AdminDisableUser', { UserPoolId, Username });
  return { userPoolId: UserPoolId, clientId, clientSecret };
}

/** The emulator cognito-local. */
export async function startLocal(): Promise<Target> {
  const emulator = await startCognitoLocal();
  return {
    name: 'cognito-local',
    async open(setup) {
      const { userPoolId, clientId, clientSecret } = await administered(emulator.send, setup);
      return {
        clientId,
        clientSecret,
        ask: async (operation, members) => answerOf(await fetch(emulator.endpointUrl, httpRequest(operation, members))),
        code: async () => (await emulator.readCode({ userPoolId, clientId, username: USERNAME })) ?? '',
      };
    },
    stop: () => emulator.stop(),
  };
}

/** Whether moto is installed. */
export const hasMoto = (): boolean => isInstalled('moto_server', '--help');

/** The emulator moto. */
export async function startMoto(): Promise<Target> {
  const env = { PYTHONUNBUFFERED: '1' };
  const moto = await startChildServer({ command: 'moto_server', args: ['-H', '127.0.0.1', '-p', '0'], env });
  const send = (operation: string, members: object): Promise<Response> => {
    const request = httpRequest(operation, members);
    return fetch(moto.url, { ...request, headers: { ...request.headers, authorization: AUTHORIZATION } });
  };
  return {
    name: 'moto',
    async open(setup) {
      const { clientId, clientSecret } = await administered(async (operation, members) => {
        const { members: made, name } = await answerOf(await send(operation, members));
        if (name) throw new Error(`${operation}: ${name}`);
        return { ...made };
      }, setup);
      let code = '';
      return {
        clientId,
        clientSecret,
        async ask(operation, members) {
          const response = await fetch(moto.url, httpRequest(operation, members));
          code = response.headers.get('x-moto-forgot-password-confirmation-code') ?? code;
          return answerOf(response);
        },
        code: async () => code,
      };
    },
    stop: () => moto.stop(),
  };
}

/** The correct SecretHash for a pool. */
export const hashFor = ({ clientId, clientSecret = '' }: Pool): Promise<string> =>
  computeSecretHash({ username: USERNAME, clientId, clientSecret });
