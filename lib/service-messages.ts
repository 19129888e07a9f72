// What the service's messages mean. Sources: public reports, and AWS's documentation of ForgotPassword and its quotas.
import type { ServiceErrorDetails } from './errors.ts';

const secretHash = 'Give the client secret, or the hash over exactly the Username sent plus the ClientId';

// By reason, the first that fits: an expression for "name: message", without regard to case; and a hint, which says what to do.
const table: Readonly<Record<string, readonly [expression: string, hint: string]>> = {
  DELIVERY_FAILED: ['^CodeDel', 'Check the address, and SES or SNS (sandbox, identity, spending limit)'],
  POOL_ROLE: ['^Invalid(Sms|Email)Role', 'An administrator must mend the role'],
  TRIGGER_FAILED: ['^\\w+Lambda', "Look at the function's log"],
  USER_NOT_FOUND: [
    '^UserNotF.*not (found|exist)',
    'Do not tell an end user; set PreventUserExistenceErrors to ENABLED',
  ],
  NO_VERIFIED_CONTACT: ['no registered/verified', 'Verify an address, or add a second one beside the MFA factor'],
  RECOVERY_NOT_ALLOWED_IN_STATE: [
    'not be reset in',
    'Sign in with the temporary password (an administrator can resend it), or at the identity provider',
  ],
  USER_DISABLED: ['r is disabled', 'Enable the user first'],
  ADMIN_ONLY_RECOVERY: ['contact admin', "Change the pool's recovery setting, or reset as administrator"],
  SECRET_HASH_MISMATCH: ['verify secret hash', secretHash],
  SECRET_HASH_MISSING: ['secret.* not received', `${secretHash}, or use an app client without a secret`],
  CLIENT_NOT_FOUND: ['pool client .*not exist', 'Check the ClientId and the region'],
  SERVICE_VALIDATION: ['validation errors? d', 'Correct the member that the message names'],
  USER_ATTEMPT_LIMIT: ['Attempt limit', 'Wait up to an hour; every further try counts'],
  EMAIL_QUOTA: ['daily email', 'Let the pool send through SES; the quota is account-wide, so stop'],
  RATE_QUOTA: ['^TooMany.*(rate exc|many req)', 'Slow down'],
  WAF_BLOCKED: ['WAF block', 'Check the web ACL; send a user agent'],
  TARGET_LOST: ['not understand the op', 'A proxy strips x-amz-target'],
};

/** What a message of the service means; nothing where it is not recognised. */
export function explain(name: string, message: string): ServiceErrorDetails {
  for (const [reason, [expression, hint]] of Object.entries(table)) {
    if (RegExp(expression, 'is').test(`${name}: ${message}`)) return { reason, hint: `${hint}.` };
  }
  return {};
}
