// What to do, by reason. Sources: public reports, and AWS's documentation of ForgotPassword and its quotas.

const secretHash =
  'Give the secret of the app client, or the hash over exactly the Username sent (an alias included) plus the ClientId; or use an app client without a secret.';

/** One sentence for each reason. */
export const HINTS: Readonly<Record<string, string>> = {
  DELIVERY_FAILED: "Check the user's address, and Amazon SES or SNS (sandbox, identity, spending limit).",
  POOL_ROLE: "An administrator must mend the pool's IAM role.",
  TRIGGER_FAILED: "Look at the log of the pool's Lambda trigger.",
  USER_NOT_FOUND: 'Do not tell an end user; set PreventUserExistenceErrors of the app client to ENABLED.',
  NO_VERIFIED_CONTACT:
    "Verify an e-mail address or phone number of the user, or add a second one beside the user's MFA factor.",
  RECOVERY_NOT_ALLOWED_IN_STATE:
    'Such a user signs in with the temporary password (an administrator can resend the invitation), or at the identity provider.',
  USER_DISABLED: 'Enable the user first.',
  ADMIN_ONLY_RECOVERY: "Change the pool's account recovery setting, or reset the password as administrator.",
  SECRET_HASH_MISMATCH: secretHash,
  SECRET_HASH_MISSING: secretHash,
  CLIENT_NOT_FOUND: 'Check the client ID and the region.',
  SERVICE_VALIDATION: 'Correct the member that the message names.',
  USER_ATTEMPT_LIMIT: 'Wait up to an hour before this user tries again; every further try counts.',
  EMAIL_QUOTA: 'Stop: the quota is for the whole account and day. Configure the pool to send through Amazon SES.',
  RATE_QUOTA: 'Slow down: the quota is 30 requests a second for the account and region, over all pools.',
  WAF_BLOCKED: "Check the pool's web ACL; send a user agent.",
  TARGET_LOST: 'A proxy on the way strips the header x-amz-target; let it pass.',
};
