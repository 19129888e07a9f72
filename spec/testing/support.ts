// A Cognito for specs, called at protocol level, so that results do not depend on our client.
import { createCognito, type OperationName, type TestCognito } from '../../lib/testing/testing.ts';

/** The answer to a request. */
export interface Answer {
  readonly status: number;
  /** The error's name; `undefined` for a success. */
  readonly name?: string | undefined;
  readonly message?: string | undefined;
  readonly members: Readonly<Record<string, unknown>>;
}

/** A clock that specs set. */
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

/** A JSON 1.1 request. */
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

/** Creates a Cognito, its clock, and functions that call it. */
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

/** An answer as one line, for tables. */
export const lineOf = ({ name, message, members }: Answer): string =>
  name ? `${name}: ${message}` : `accepted${members.CodeDeliveryDetails ? ' with details' : ''}`;
