import { ConfigurationError } from '../errors/errors.ts';
import { checked, type Rule } from '../schema/check.ts';

/** What a secret hash is computed from. All three must be non-empty strings; none is ever logged. */
export interface SecretHashInput {
  /** The user's name exactly as it is sent, an alias included. */
  readonly username: string;
  /** The ID of the app client. */
  readonly clientId: string;
  /** The secret of the app client. */
  readonly clientSecret: string;
}

const part: Rule = [131_072, 1, '', 1];
const parts = { username: part, clientId: part, clientSecret: part, _: 0 } as const;

/** Base64 of HMAC-SHA256 over a text, both in UTF-8; `key` must not be empty. */
export const hmacSha256 = async (text: string, key: string): Promise<string> => {
  try {
    const encoder = new TextEncoder();
    const imported = await crypto.subtle.importKey(
      'raw',
      encoder.encode(key),
      { name: 'HMAC', hash: 'SHA-256' },
      false,
      ['sign'],
    );
    return btoa(
      String.fromCharCode(...new Uint8Array(await crypto.subtle.sign('HMAC', imported, encoder.encode(text)))),
    );
  } catch (cause) {
    throw new ConfigurationError('configuration_platform', 'SecretHash needs crypto.subtle', { cause });
  }
};

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
  const given = checked(parts, input);
  const { username, clientId, clientSecret } = given as unknown as SecretHashInput;
  return hmacSha256(username + clientId, clientSecret);
}
