// What a setting's text may be, and how one that is wrong is reported.

import type { ConfigurationErrorCode } from '../../../errors/codes.ts';
import { ConfigurationError } from '../../../errors/errors.ts';
import { endpointOf } from '../../../protocol/endpoint.ts';

/** A value, and where it came from. */
export interface Setting<Value> {
  readonly value: Value;
  /** E.g. `AWS_REGION`, `profile "dev" in /home/u/.aws/config` or `EC2 instance metadata`. */
  readonly source: string;
}

/** A setting's text as it was found, not empty and not yet checked. */
export interface Found extends Setting<string> {
  /** What an error calls it: the variable, or the profile's key with its file. */
  readonly label: string;
}

/** How a text becomes a value. */
export interface Kind<Value> {
  readonly code: ConfigurationErrorCode;
  /** What the text must be, for the error: `… must be true or false`. */
  readonly expected: string;
  /** Nothing where the text is not what is expected. */
  readonly read: (text: string) => Value | undefined;
}

/** Text that passes a test, or is refused. */
function kind(code: ConfigurationErrorCode, expected: string, isRight: (text: string) => boolean): Kind<string> {
  return { code, expected, read: (text) => (isRight(text) ? text : undefined) };
}

function succeeds(action: () => unknown): boolean {
  try {
    action();
    return true;
  } catch {
    return false;
  }
}

/** Any text. */
export const TEXT = kind('ERR_CONFIGURATION_OPTION', 'a text', () => true);

/** One host label: the endpoint's own rule. */
export const REGION = kind('ERR_CONFIGURATION_REGION', 'a region: one valid host label', (region) =>
  succeeds(() => endpointOf({ region })),
);

/** What the endpoint rules take as a custom endpoint. */
export const ENDPOINT_URL = kind(
  'ERR_CONFIGURATION_ENDPOINT',
  'an http(s) URL without user info, query and fragment',
  (endpointUrl) => succeeds(() => endpointOf({ endpointUrl })),
);

/** The user agent's `app/…`. */
export const APP_ID = kind('ERR_CONFIGURATION_OPTION', 'a text of at most 50 characters', (text) => text.length <= 50);

/** `true` or `false`, in any case. */
export const BOOLEAN: Kind<boolean> = {
  code: 'ERR_CONFIGURATION_OPTION',
  expected: 'true or false',
  read: (text) => (/^(true|false)$/i.test(text) ? text.toLowerCase() === 'true' : undefined),
};

/** A whole number from 1, as the client's own options have it. */
export const COUNT: Kind<number> = {
  code: 'ERR_CONFIGURATION_OPTION',
  expected: 'a whole number from 1 to 2147483647',
  read: (text) => (/^0*[1-9]\d{0,9}$/.test(text) && Number(text) < 2 ** 31 ? Number(text) : undefined),
};

/** A proxy's URL; without a scheme it is an http one, as curl and the AWS CLI have it. May hold a password. */
export const PROXY_URL: Kind<string> = {
  code: 'ERR_CONFIGURATION_OPTION',
  expected: 'an http(s) URL, its user name and password percent-encoded',
  read(text) {
    const url = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text.replace(/^\/\//, '')}`;
    const isUsable = succeeds(() => {
      const { username, password } = new URL(url);
      // undici decodes these, and throws where it cannot.
      decodeURIComponent(username + password);
    });
    return isUsable && /^https?:/i.test(url) ? url : undefined;
  },
};

/**
 * Reads what was found. The error names where it stands, and never its text.
 *
 * @throws {@link ConfigurationError} with the kind's own problem.
 */
export function readSetting<Value>(kind: Kind<Value>, found: Found): Setting<Value>;
export function readSetting<Value>(kind: Kind<Value>, found: Found | undefined): Setting<Value> | undefined;
export function readSetting<Value>(kind: Kind<Value>, found: Found | undefined): Setting<Value> | undefined {
  if (!found) return undefined;
  const value = kind.read(found.value);
  if (value === undefined) throw new ConfigurationError(`${found.label} must be ${kind.expected}`, { code: kind.code });
  return { value, source: found.source };
}

/** What environment variables look like, here and in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The first variable that is set; one that is empty, or blank, is not. */
export function findVariable(env: Environment, ...names: readonly string[]): Found | undefined {
  for (const name of names) {
    const value = env[name]?.trim();
    if (value) return { value, source: name, label: name };
  }
  return undefined;
}
