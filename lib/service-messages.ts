// What the service's messages mean. Sources: public reports, and AWS's documentation of ForgotPassword and its quotas.

/** Why the service refused, and what to do. */
export interface Explanation {
  /** A stable identifier, e.g. `USER_DISABLED`. */
  readonly reason: string;
  /** One sentence that says what to do. */
  readonly hint: string;
}

const secretHash =
  'Give the secret of the app client, or the hash over exactly the Username sent (an alias included) plus the ClientId; or use an app client without a secret.';

// The first that fits; the expression is for "name: message".
const rows = (): readonly (readonly [expression: RegExp, reason: string, hint: string])[] => [
  [
    /^CodeDelivery/,
    'DELIVERY_FAILED',
    "Check the user's address, and Amazon SES or SNS (sandbox, identity, spending limit).",
  ],
  [/^Invalid(Sms|Email)Role/, 'POOL_ROLE', "An administrator must mend the pool's IAM role."],
  [/^(UserL|InvalidL|UnexpectedL)ambda/, 'TRIGGER_FAILED', "Look at the log of the pool's Lambda trigger."],
  [
    /^UserNotFound.*(not found|does not exist)/is,
    'USER_NOT_FOUND',
    'Do not tell an end user; set PreventUserExistenceErrors of the app client to ENABLED.',
  ],
  [
    /^InvalidParameter.*no registered\/verified/is,
    'NO_VERIFIED_CONTACT',
    "Verify an e-mail address or phone number of the user, or add a second one beside the user's MFA factor.",
  ],
  [
    /^NotAuthorized.*cannot be reset in the current state/is,
    'RECOVERY_NOT_ALLOWED_IN_STATE',
    'Such a user signs in with the temporary password (an administrator can resend the invitation), or at the identity provider.',
  ],
  [/^NotAuthorized.*user is disabled/is, 'USER_DISABLED', 'Enable the user first.'],
  [
    /^NotAuthorized.*contact administrator/is,
    'ADMIN_ONLY_RECOVERY',
    "Change the pool's account recovery setting, or reset the password as administrator.",
  ],
  [/^NotAuthorized.*verify secret hash/is, 'SECRET_HASH_MISMATCH', secretHash],
  [/^NotAuthorized.*secret.* not received/is, 'SECRET_HASH_MISSING', secretHash],
  [/^ResourceNotFound.*client.* does not exist/is, 'CLIENT_NOT_FOUND', 'Check the client ID and the region.'],
  [
    /^InvalidParameter.*validation errors? detected/is,
    'SERVICE_VALIDATION',
    'Correct the member that the message names.',
  ],
  [
    /^LimitExceeded.*attempt limit exceeded/is,
    'USER_ATTEMPT_LIMIT',
    'Wait up to an hour before this user tries again; every further try counts.',
  ],
  [
    /^LimitExceeded.*daily email limit/is,
    'EMAIL_QUOTA',
    'Stop: the quota is for the whole account and day. Configure the pool to send through Amazon SES.',
  ],
  [
    /^TooManyRequests.*(rate exceeded|too many requests)/is,
    'RATE_QUOTA',
    'Slow down: the quota is 30 requests a second for the account and region, over all pools.',
  ],
  [/^Forbidden.*WAF/is, 'WAF_BLOCKED', "Check the pool's web ACL; send a user agent."],
  [
    /^BadRequest.*did not understand the operation/is,
    'TARGET_LOST',
    'A proxy on the way strips the header x-amz-target; let it pass.',
  ],
];

/** What a message of the service means; `undefined` where it is not recognised. */
export function explain(name: string, message: string): Explanation | undefined {
  const row = rows().find(([expression]) => expression.test(`${name}: ${message}`));
  return row && { reason: row[1], hint: row[2] };
}
