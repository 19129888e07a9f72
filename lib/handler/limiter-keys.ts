// The keys that a limiter sees. A store of rate limits is copied, logged and kept without care; a plain hash of a name
// or an address is found out by trying all of them. So the keys are HMACs.
import type { Surroundings } from './surroundings.ts';

/** Makes keys; the same text of the same kind always gives the same key. */
export type KeyMaker = (kind: string, text: string) => Promise<string>;

const base64url = (bytes: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

/** Makes a maker of keys from a secret, or from a random one. */
export function keyMaker(secret: string | undefined, { randomBytes }: Surroundings): KeyMaker {
  const encoder = new TextEncoder();
  let bytes = secret === undefined ? undefined : encoder.encode(secret);
  return async (kind, text) => {
    // At the first request, since Workers give no randomness before. The imported key is not kept either: a promise
    // that one request of a Worker waits for must not be another's.
    bytes ??= randomBytes(32);
    const algorithm = { name: 'HMAC', hash: 'SHA-256' };
    const key = await crypto.subtle.importKey('raw', bytes, algorithm, false, ['sign']);
    return base64url(await crypto.subtle.sign('HMAC', key, encoder.encode(`${kind}\n${text}`)));
  };
}

/** The first four groups of an IPv6 address: its network, which one customer has to himself. */
function ipv6Network(address: string): string {
  const [head = '', tail] = address.split('::');
  const groups = head.split(':').filter(Boolean);
  if (tail !== undefined) {
    const end = tail.split(':').filter(Boolean);
    groups.push(...Array<string>(Math.max(0, 8 - groups.length - end.length)).fill('0'), ...end);
  }
  return groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}

/** What stands for an address: IPv4 as it is, IPv6 by its /64, since nobody has only one address there. */
export function addressOf(ip: string): string {
  const address = ip
    .trim()
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/%.*/s, '');
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(address)?.[1];
  if (mapped) return mapped;
  return address.includes(':') ? ipv6Network(address) : address;
}

/**
 * What stands for an account. Most pools ignore case, and so would 2^n spellings of one name be n accounts. Two users
 * whose names differ only in case share a limit.
 */
export const accountOf = (username: string): string => username.normalize('NFKC').toLowerCase();
