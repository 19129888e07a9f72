import { ConfigurationError } from '../errors/errors.ts';
import { checkedOptions, FILLED_TEXT } from '../schema/options.ts';
import type { ObjectSchema } from '../schema/schema.ts';

/** What a secret hash is computed from. All three must be non-empty strings; none is ever logged. */
export interface SecretHashInput {
  /** The user's name exactly as it is sent, an alias included. */
  readonly username: string;
  /** The ID of the app client. */
  readonly clientId: string;
  /** The secret of the app client. */
  readonly clientSecret: string;
}

const secretHashInput: ObjectSchema = {
  type: 'object',
  required: ['username', 'clientId', 'clientSecret'],
  properties: { username: FILLED_TEXT, clientId: FILLED_TEXT, clientSecret: FILLED_TEXT },
};

/** Base64 of HMAC-SHA256 over a text, both in UTF-8. */
export type Hmac = (text: string) => string | Promise<string>;

/** Makes the function that hashes texts with one key, which must not be empty. The key is imported once. */
export function webHmac(key: string): Hmac {
  const encoder = new TextEncoder();
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  let imported: Promise<CryptoKey> | undefined;

  return async (text) => {
    try {
      imported ??= crypto.subtle.importKey('raw', encoder.encode(key), algorithm, false, ['sign']);
      const signature = await crypto.subtle.sign('HMAC', await imported, encoder.encode(text));
      return btoa(String.fromCharCode(...new Uint8Array(signature)));
    } catch (cause) {
      imported = undefined;
      throw new ConfigurationError('clientSecret needs crypto.subtle and btoa; give SecretHash instead', {
        code: 'ERR_CONFIGURATION_PLATFORM',
        cause,
      });
    }
  };
}

/**
 * The `SecretHash` of a request: Base64 of HMAC-SHA256 over username + client ID, keyed with the client's secret, all
 * UTF-8 (Amazon Cognito developer guide, "Computing secret hash values").
 *
 * @throws {@link ConfigurationError} `ERR_CONFIGURATION_OPTION` when a part is missing, empty or not a string;
 * `ERR_CONFIGURATION_PLATFORM` where the platform has no WebCrypto.
 * @example
 * await computeSecretHash({ username: 'username', clientId: '1example23456789', clientSecret: 'secret' });
 */
export async function computeSecretHash(input: SecretHashInput): Promise<string> {
  const { username, clientId, clientSecret } = checkedOptions<SecretHashInput>(secretHashInput, input);
  return webHmac(clientSecret)(username + clientId);
}
