// Users as `aws cognito-idp list-users` and `admin-get-user` print them, and which of them can recover.
import { WithheldRecord } from '../../cmdlet/withheld-record.ts';
import { isObject } from '../../util/is-object.ts';

// Members that a user of Cognito has, and no record by parameter names.
const USER_MEMBERS: readonly string[] = [
  'Attributes',
  'UserAttributes',
  'UserStatus',
  'Enabled',
  'UserCreateDate',
  'UserLastModifiedDate',
  'MFAOptions',
  'UserMFASettingList',
  'PreferredMfaSetting',
];

/** Users in these states are sent no code. */
const STATES_WITHOUT_RECOVERY: readonly string[] = ['FORCE_CHANGE_PASSWORD', 'EXTERNAL_PROVIDER', 'UNCONFIRMED'];

/** Tells a user of Cognito from a record of parameters. */
export function isUser(value: unknown): value is Record<string, unknown> {
  return isObject(value) && USER_MEMBERS.some((name) => Object.hasOwn(value, name));
}

function isVerified(attribute: unknown): boolean {
  const { Name, Value } = Object(attribute) as { readonly Name?: unknown; readonly Value?: unknown };
  return (Name === 'email_verified' || Name === 'phone_number_verified') && /^true$/i.test(`${Value}`);
}

/** Why Cognito would not send the user a code; nothing where it would, or where the list does not tell. */
export function whyIneligible(user: Readonly<Record<string, unknown>>): string | undefined {
  const { UserStatus, Enabled, Attributes = user.UserAttributes } = user;
  const state = STATES_WITHOUT_RECOVERY.find((name) => name === UserStatus);
  if (state) return `UserStatus is ${state}`;
  if (/^false$/i.test(`${Enabled}`)) return 'Enabled is false';
  // A list that was asked for without attributes does not tell.
  if (!Array.isArray(Attributes) || Attributes.some(isVerified)) return undefined;
  return 'neither email_verified nor phone_number_verified is true';
}

/** A user as a record: the username, unless the user cannot recover. What is no user stays as it is. */
export function recordOfUser(value: unknown, includeIneligible: boolean): unknown {
  if (!isUser(value)) return value;
  const { Username } = value;
  const why = includeIneligible ? undefined : whyIneligible(value);
  if (why) return new WithheldRecord(Username, { ok: true, output: undefined, skipped: 'ineligible', why });
  // A user without a name is for the request's schema to refuse.
  return typeof Username === 'string' ? Username : { Username };
}
