// A user pool as small as the handler's specs need it: one user for each state, and what the service says of them.

import type { Transport, TransportResponse } from '../../../lib/client/transport.ts';
import type { HandlerOperation } from '../../../lib/handler/options.ts';
import { ForgotPasswordClient } from '../../../lib/index.ts';

/** The app client's PreventUserExistenceErrors. */
export type ExistenceErrors = 'LEGACY' | 'ENABLED';

/** A reply of the service. */
export interface Says {
  readonly name: string;
  readonly message: string;
  readonly status?: number;
}

const says = (name: string, message: string, status = 400): Says => ({ name, message, status });
const MISMATCH = says('CodeMismatchException', 'Invalid verification code provided, please try again.');
const EXPIRED = says('ExpiredCodeException', 'Invalid code provided, please request a code again.');
const NOT_FOUND = says('UserNotFoundException', 'Username/client id combination not found.');
const DISABLED = says('NotAuthorizedException', 'User is disabled.');
const STATE = says('NotAuthorizedException', 'User password cannot be reset in the current state.');
const CONTACT = says(
  'InvalidParameterException',
  'Cannot reset password for the user as there is no registered/verified email or phone_number',
);

/** The code that every user is sent. */
export const CODE = '482913';

/** A user whose name looks like one. */
export const ALICE = 'alice@example.com';

/** A code that was sent long ago. */
export const OLD_CODE = '111111';

/** What the service says of each state; nothing where it sends a code, or would by its own account. */
const REQUESTED: Readonly<Record<string, Readonly<Record<ExistenceErrors, Says | undefined>>>> = {
  confirmed: { LEGACY: undefined, ENABLED: undefined },
  'reset-required': { LEGACY: undefined, ENABLED: undefined },
  unknown: { LEGACY: NOT_FOUND, ENABLED: undefined },
  disabled: { LEGACY: DISABLED, ENABLED: undefined },
  unverified: { LEGACY: CONTACT, ENABLED: CONTACT },
  unconfirmed: { LEGACY: CONTACT, ENABLED: undefined },
  'force-change': { LEGACY: STATE, ENABLED: STATE },
  external: { LEGACY: STATE, ENABLED: STATE },
};

const CONFIRMED: Readonly<Record<string, Readonly<Record<ExistenceErrors, Says>>>> = {
  confirmed: { LEGACY: MISMATCH, ENABLED: MISMATCH },
  'reset-required': { LEGACY: MISMATCH, ENABLED: MISMATCH },
  unknown: { LEGACY: NOT_FOUND, ENABLED: MISMATCH },
  disabled: { LEGACY: DISABLED, ENABLED: MISMATCH },
  unverified: { LEGACY: EXPIRED, ENABLED: EXPIRED },
  unconfirmed: { LEGACY: EXPIRED, ENABLED: EXPIRED },
  'force-change': { LEGACY: EXPIRED, ENABLED: EXPIRED },
  external: { LEGACY: EXPIRED, ENABLED: EXPIRED },
};

/** The states of a user; a user is named after his own. */
export const STATES = Object.keys(REQUESTED);

/** Tells whether the service sends a user of this state a message, which takes it longer. */
export const isSentCode = (state: string): boolean => state === 'confirmed' || state === 'reset-required';

const responseOf = (said: Says | undefined, body: object): TransportResponse => {
  const status = said?.status ?? (said ? 400 : 200);
  const headers = new Headers({ 'x-amzn-requestid': 'request-1' });
  const text = JSON.stringify(said ? { __type: said.name, message: said.message } : body);
  return { status, headers, text: async () => text };
};

/** What the pool may be told. */
export interface PoolOptions {
  readonly existenceErrors?: ExistenceErrors;
  /** How long the service takes. */
  readonly delay?: (username: string, operation: HandlerOperation) => Promise<void>;
  /** What the service says, whoever the user is. */
  readonly always?: Says | undefined;
}

/** A request as the pool saw it. */
export interface Seen {
  readonly operation: HandlerOperation;
  readonly members: Readonly<Record<string, string>>;
}

/** A transport to the pool, and what it was asked. */
export function makePool({ existenceErrors = 'ENABLED', delay, always }: PoolOptions = {}) {
  const seen: Seen[] = [];
  const transport: Transport = async (_url, { headers, body }) => {
    const operation = headers['x-amz-target']?.endsWith('.ForgotPassword') ? 'ForgotPassword' : 'ConfirmForgotPassword';
    const members = JSON.parse(body) as Readonly<Record<string, string>>;
    seen.push({ operation, members });
    const { ConfirmationCode, Password = '' } = members;
    const Username = members.Username === ALICE ? 'confirmed' : (members.Username ?? '');
    await delay?.(Username, operation);
    if (always) return responseOf(always, {});
    if (operation === 'ForgotPassword') {
      const details = { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'a***@e***' };
      return responseOf(REQUESTED[Username]?.[existenceErrors], { CodeDeliveryDetails: details });
    }
    if (isSentCode(Username) && ConfirmationCode === OLD_CODE) return responseOf(EXPIRED, {});
    if (!isSentCode(Username) || ConfirmationCode !== CODE)
      return responseOf(CONFIRMED[Username]?.[existenceErrors], {});
    const weak = says('InvalidPasswordException', 'Password did not conform with policy: Password not long enough');
    return responseOf(Password.length < 8 ? weak : undefined, {});
  };
  return { transport, seen };
}

/** A client over a transport. */
export function clientOver(transport: Transport, maxAttempts = 3): ForgotPasswordClient {
  const endpointUrl = 'https://cognito.example';
  return new ForgotPasswordClient({ clientId: 'abc', endpointUrl, transport, maxAttempts });
}
