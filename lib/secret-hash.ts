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

/** Base64 of HMAC-SHA256 over a text, both in UTF-8. WebCrypto refuses an empty key. */
export async function hmacSha256(text: string, key: string): Promise<string> {
  try {
    const utf8 = (part: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(part);
    const algorithm = { name: 'HMAC', hash: 'SHA-256' };
    const imported = await crypto.subtle.importKey('raw', utf8(key), algorithm, false, ['sign']);
    return btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.sign('HMAC', imported, utf8(text)))));
  } catch (cause) {
    throw new ConfigurationError('PLATFORM', 'SecretHash needs crypto.subtle and btoa', cause);
  }
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
  if ([username, clientId, clientSecret].every((part) => part && typeof part === 'string'))
    return hmacSha256(username + clientId, clientSecret);
  throw new ConfigurationError('OPTION', 'A secret hash needs username, clientId and clientSecret');
}
