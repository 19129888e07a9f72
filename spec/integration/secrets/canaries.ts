// Values that must never be found anywhere, and the search for them.
import { inspect } from 'node:util';
import { computeSecretHash } from '../../../lib/node.ts';

/** One in every sensitive place. */
export const canaries = {
  clientId: 'zqClientId71',
  username: 'zq-user-71@example.com',
  ipAddress: '192.0.2.171',
  encodedData: 'zq+encoded/71=',
  metadata: 'zq metadata 71',
  clientSecret: 'zq/client+secret-71',
  secretHash: 'zqGivenHash71=',
  confirmationCode: 'zqCode71',
  password: 'zq Password/71 \u00fc',
  proxyUser: 'zq-proxy-user-71',
  proxyPassword: 'zq-proxy-password-71',
} as const;

/** The hash that the client computes. */
export const computedHash = await computeSecretHash(canaries);

/** A request with a canary in every sensitive member, but for the hash. */
export const request = {
  ClientId: canaries.clientId,
  Username: canaries.username,
  UserContextData: { IpAddress: canaries.ipAddress, EncodedData: canaries.encodedData },
  ClientMetadata: { key: canaries.metadata, hash: canaries.secretHash },
} as const;

const { proxyUser, proxyPassword, confirmationCode, password, ...sent } = canaries;

/** All that a service can know in one text, as it would say that repeats what it was asked, and guesses the secret. */
export const echo = [...Object.values(sent), computedHash].join(' | ');

/** The same of a request that has a code and a password. */
export const confirmEcho = [echo, confirmationCode, password].join(' | ');

/** What stands in a URL before the host. */
export const proxyCredentials = `${proxyUser}:${proxyPassword}`;

/** A secret as it is, and as headers, URLs and JSON would hold it. */
function formsOf(secret: string): string[] {
  return [
    secret,
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64'),
    JSON.stringify(secret).slice(1, -1),
  ];
}

// The client ID is public: every page shows it.
const { clientId: _public, ...secrets } = canaries;

const needles = new Map(
  Object.entries({ ...secrets, computedHash }).map(([name, secret]) => [name, formsOf(secret)] as const),
);

/** Every text that can be reached from a value: hidden and inherited members, causes, lists, maps, bytes. */
function textsReachedFrom(value: unknown): string[] {
  const texts: string[] = [];
  const seen = new Set<unknown>();
  const waiting: unknown[] = [value];
  const reach = (owner: object, key: PropertyKey): void => {
    texts.push(String(key));
    try {
      waiting.push(Reflect.get(owner, key));
    } catch {
      // A getter that does not work on its prototype.
    }
  };
  for (let each = waiting.pop(); waiting.length || each !== undefined; each = waiting.pop()) {
    if (typeof each === 'string') texts.push(each);
    if (!(each instanceof Object) || seen.has(each)) continue;
    seen.add(each);
    if (ArrayBuffer.isView(each))
      texts.push(Buffer.from(each.buffer, each.byteOffset, each.byteLength).toString('latin1'));
    if (each instanceof Map || each instanceof Set) waiting.push(...[...each].flat());
    for (const key of Reflect.ownKeys(each)) reach(each, key);
  }
  return texts;
}

/** The names of the canaries that a value shows to whoever prints, logs, serialises or searches it. */
export function leaksIn(value: unknown): string[] {
  const shown = [
    ...textsReachedFrom(value),
    inspect(value, {
      depth: Number.POSITIVE_INFINITY,
      showHidden: true,
      getters: true,
      maxArrayLength: null,
      maxStringLength: null,
    }),
    `${JSON.stringify(value)}`,
    String(Object(value).stack),
  ].join('\n');
  return [...needles].filter(([, forms]) => forms.some((form) => shown.includes(form))).map(([name]) => name);
}
