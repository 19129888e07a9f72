import type { PasswordPolicy } from './options.ts';

// Amazon Cognito developer guide, "Adding user pool password requirements": basic Latin letters, digits, and these symbols.
const SYMBOL = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+\- ]/;

/** The service's text for the first rule of the policy that the password breaks. */
export function brokenRule(policy: PasswordPolicy, password: string): string | undefined {
  if ([...password].length < (policy.minimumLength ?? 0)) return 'Password not long enough';
  if (policy.requireUppercase && !/[A-Z]/.test(password)) return 'Password must have uppercase characters';
  if (policy.requireLowercase && !/[a-z]/.test(password)) return 'Password must have lowercase characters';
  if (policy.requireNumbers && !/\d/.test(password)) return 'Password must have numeric characters';
  if (policy.requireSymbols && !SYMBOL.test(password)) return 'Password must have symbol characters';
  return undefined;
}
