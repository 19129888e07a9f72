// What the service's messages mean, one row each. Sources: public reports, and AWS's documentation of ForgotPassword,
// ConfirmForgotPassword and their quotas.

/** Whom a failure concerns: the user of the request, every user of the app client, or nobody can tell. */
export type Concern = 'user' | 'everyone' | 'unclear';

/** One meaning. */
interface ReasonRow {
  /** Fits `NAME: MESSAGE` of the service's error. */
  readonly match: RegExp;
  /** What to do. */
  readonly hint: string;
}

const SECRET_HASH_HINT =
  'Give the secret of the app client, or the hash over exactly the Username sent (an alias included) plus the ClientId, or use an app client without a secret.';

/** By whom a failure concerns. The first row that fits counts. */
const rows = {
  user: {
    USER_NOT_FOUND: {
      match: /^UserNotFound.*not (found|exist)/is,
      hint: 'Check the username and the pool. Do not tell an end user: set PreventUserExistenceErrors to ENABLED.',
    },
    NO_VERIFIED_CONTACT: {
      match: /no registered.verified/i,
      hint: 'Verify an address of the user, or add a second one beside the MFA factor.',
    },
    RECOVERY_NOT_ALLOWED_IN_STATE: {
      match: /not be reset in the current/i,
      hint: 'Let the user sign in with the temporary password, which an administrator can resend, or at the identity provider.',
    },
    USER_DISABLED: { match: /user is disabled/i, hint: 'Enable the user first.' },
    USER_ATTEMPT_LIMIT: {
      match: /attempt limit/i,
      hint: 'Wait up to an hour; every further try counts.',
    },
    CODE_MISMATCH: {
      match: /^CodeMismatch/i,
      hint: 'Check the code. This does not tell whether the user exists.',
    },
    CODE_EXPIRED: { match: /^ExpiredCode/i, hint: 'Ask for a new code.' },
    PASSWORD_POLICY: { match: /^InvalidPassword/i, hint: 'Choose a password by the rule in the message.' },
    PASSWORD_HISTORY: { match: /^PasswordHistory/i, hint: 'Choose another password.' },
    TOO_MANY_FAILED_ATTEMPTS: { match: /^TooManyFailed/i, hint: 'Wait, then ask for a new code.' },
    USER_NOT_CONFIRMED: { match: /^UserNotConfirmed/i, hint: 'Confirm the sign-up first.' },
  },
  everyone: {
    ADMIN_ONLY_RECOVERY: {
      match: /contact administrator/i,
      hint: "Change the pool's recovery setting, or reset the password as administrator.",
    },
    SECRET_HASH_MISMATCH: { match: /verify secret hash/i, hint: SECRET_HASH_HINT },
    SECRET_HASH_MISSING: { match: /secret.* not received/i, hint: SECRET_HASH_HINT },
    CLIENT_NOT_FOUND: {
      match: /pool client .*not exist/i,
      hint: 'Check the client ID and the region.',
    },
    EMAIL_QUOTA: {
      match: /daily email limit/i,
      hint: 'Stop: the quota is per account and day. Let the pool send through Amazon SES.',
    },
    RATE_QUOTA: {
      match: /^TooManyReq.*(rate exceeded|too many req)/is,
      hint: 'Slow down: the quota, by default 30 requests a second, is per account and region.',
    },
    // Far more often a sandbox, an identity or a spending limit than one address.
    DELIVERY_FAILED: {
      match: /^CodeDelivery/i,
      hint: 'Check the address, and Amazon SES or SNS (sandbox, identity, spending limit).',
    },
    POOL_ROLE: {
      match: /^Invalid(Sms|Email)Role/i,
      hint: "Ask an administrator to fix the pool's IAM role.",
    },
    TRIGGER_FAILED: {
      match: /^(Invalid|Unexpected|User)Lambda/i,
      hint: "Look at the log of the pool's Lambda trigger.",
    },
    WAF_BLOCKED: { match: /WAF block/i, hint: "Check the pool's web ACL, and send a user agent." },
    TARGET_LOST: {
      match: /not understand the operation/i,
      hint: 'A proxy strips the header x-amz-target; let it pass.',
    },
    REPLICA_REGION: { match: /^OperationNotEnabled/i, hint: "Send to the pool's primary region." },
  },
  unclear: {
    // It may be a member that all requests share.
    SERVICE_VALIDATION: {
      match: /validation errors? detected/i,
      hint: 'Correct the member that the message names.',
    },
  },
} as const satisfies Readonly<Record<Concern, Readonly<Record<string, ReasonRow>>>>;

/** What one exception's name covers, told apart. */
export type Reason = { [Each in Concern]: keyof (typeof rows)[Each] }[Concern];

/** What is known of a message. */
export interface Explanation {
  readonly reason: Reason;
  readonly hint: string;
}

/** What the message of an exception means, and what to do about it; nothing where it is not recognised. */
export function explain(name: string, message: string): Explanation | undefined {
  // The service's messages are short. Over a long one that is made for it, these expressions would take seconds.
  const text = `${name}: ${message}`.slice(0, 1_000);
  for (const [reason, { match, hint }] of Object.values(rows).flatMap(Object.entries)) {
    if (match.test(text)) return { reason: reason as Reason, hint };
  }
  return undefined;
}

/** Whom an exception concerns, by its name and the reason of its message. */
export function concernOf(name: string, reason: Reason | undefined): Concern {
  // Whatever the message says.
  if (/^UserNot(Found|Confirmed)/.test(name)) return 'user';
  // A trigger's own refusal has the reason of its failures.
  if (!reason || /^UserLambda/.test(name)) return 'unclear';
  const concerns: readonly Concern[] = ['user', 'everyone'];
  return concerns.find((concern) => reason in rows[concern]) ?? 'unclear';
}
