import { ConfigurationError } from './errors.ts';

/** What a secret hash is computed from. All three must be non-empty strings; none is ever logged. */
export interface SecretHashInput {
  /** The user's name exactly as it is sent, an alias included. */
  readonly username: string;
  /** The ID of the app client. */
  readonly clientId: string;
  /** The secret of the app client. */
  readonly clientSecret: string;
}

/**
 * The `SecretHash` of a request: Base64 of HMAC-SHA256 over username + client ID, keyed with the client's secret, all
 * UTF-8 (Amazon Cognito developer guide, "Computing secret hash values").
 *
 * @throws {@link ConfigurationError} `ERR_CONFIGURATION_OPTION` when a part is missing or no string;
 * `ERR_CONFIGURATION_PLATFORM` where the platform has no WebCrypto.
 * @example
 * await computeSecretHash({ username: 'username', clientId: '1example23456789', clientSecret: 'secret' });
 */
export async function computeSecretHash(input: SecretHashInput): Promise<string> {
  const { username, clientId, clientSecret } = Object(input) as SecretHashInput;
  const isComplete = [username, clientId, clientSecret].every((part) => part && typeof part === 'string');
  try {
    const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
    const algorithm = { name: 'HMAC', hash: 'SHA-256' };
    // WebCrypto refuses an empty key.
    const key = await crypto.subtle.importKey('raw', utf8(isComplete ? clientSecret : ''), algorithm, false, ['sign']);
    const signature = await crypto.subtle.sign('HMAC', key, utf8(username + clientId));
    return btoa(String.fromCharCode(...new Uint8Array(signature)));
  } catch (cause) {
    throw new ConfigurationError(
      isComplete ? 'PLATFORM' : 'OPTION',
      'A secret hash needs username, clientId, clientSecret, crypto.subtle and btoa',
      cause,
    );
  }
}
