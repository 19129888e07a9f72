// A Cognito for a spec, and requests to it at the level of its protocol: what it says must not depend on our client.
import { createCognito, type OperationName, type TestCognito } from '../../lib/testing/testing.ts';

/** What one request was answered with. */
export interface Answer {
  readonly status: number;
  /** The error's name; absent from a success. */
  readonly name?: string | undefined;
  readonly message?: string | undefined;
  readonly members: Readonly<Record<string, unknown>>;
}

/** A clock that a spec sets, in milliseconds. */
export interface Clock {
  ms: number;
}

export type CognitoOptions = NonNullable<Parameters<typeof createCognito>[0]>;

export const HOUR_MS = 3_600_000;
export const CLIENT_ID = '1example23456789';
export const SECRET = 's3cret';
export const LEGACY = { clientId: CLIENT_ID, preventUserExistenceErrors: 'LEGACY' } as const;
export const ENABLED = { clientId: CLIENT_ID, preventUserExistenceErrors: 'ENABLED' } as const;
export const alice = { username: 'alice', email: 'alice@example.com' } as const;

/** A request of the JSON 1.1 protocol. */
export function httpRequest(operation: string, members: unknown): RequestInit {
  return {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
    },
    body: typeof members === 'string' ? members : JSON.stringify(members),
  };
}

/** A Cognito with two functions to ask it, and the clock that it goes by. */
export function open(options: CognitoOptions = {}) {
  const clock: Clock = { ms: 1_000_000 };
  const cognito: TestCognito = createCognito({ users: [alice], now: () => clock.ms, ...options });
  const ask = async (operation: OperationName, members: unknown): Promise<Answer> => {
    const response = await cognito.fetch('https://cognito-idp.test/', httpRequest(operation, members));
    const body: Record<string, unknown> = await response.json();
    const { __type: name, message } = body;
    if (response.ok) return { status: response.status, members: body };
    return { status: response.status, name: String(name), message: String(message), members: body };
  };
  const forgot = (Username: string, more: object = {}): Promise<Answer> =>
    ask('ForgotPassword', { ClientId: CLIENT_ID, Username, ...more });
  const confirm = (Username: string, ConfirmationCode = '', more: object = {}): Promise<Answer> =>
    ask('ConfirmForgotPassword', {
      ClientId: CLIENT_ID,
      Username,
      ConfirmationCode,
      Password: 'Correct-Horse-7',
      ...more,
    });
  return { cognito, clock, ask, forgot, confirm };
}

/** An answer as a line: what a table of states holds. */
export const lineOf = ({ name, message, members }: Answer): string =>
  name ? `${name}: ${message}` : `accepted${members.CodeDeliveryDetails ? ' with details' : ''}`;
