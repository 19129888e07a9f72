// The region that an EC2 instance knows of itself, over the second version of its metadata service (IMDSv2).
import { BOOLEAN, type Environment, findVariable, type Kind, REGION, readSetting } from './setting.ts';

const TOKEN_PATH = '/latest/api/token';
const REGION_PATH = '/latest/meta-data/placement/region';
const ADDRESSES = { ipv4: 'http://169.254.169.254', ipv6: 'http://[fd00:ec2::254]' };
const LIMIT_MS = 1_000;
// A token has some 60 characters, a region some 15.
const LIMIT_BYTES = 4_096;

const SERVICE_URL: Kind<string> = {
  code: 'ERR_CONFIGURATION_OPTION',
  expected: 'an http URL without user info, query and fragment',
  read: (text) => (/^http:\/\/[^\s\\?#@]+$/i.test(text) && URL.canParse(text) ? text.replace(/\/+$/, '') : undefined),
};

const MODE: Kind<string> = {
  code: 'ERR_CONFIGURATION_OPTION',
  expected: 'IPv4 or IPv6',
  read: (text) => (/^ipv4$/i.test(text) ? ADDRESSES.ipv4 : /^ipv6$/i.test(text) ? ADDRESSES.ipv6 : undefined),
};

/**
 * Where the environment says that the service is; nothing where it turns the service off.
 *
 * @throws `ConfigurationError` `ERR_CONFIGURATION_OPTION` when a variable makes no sense.
 */
export function metadataUrl(env: Environment): string | undefined {
  if (readSetting(BOOLEAN, findVariable(env, 'AWS_EC2_METADATA_DISABLED'))?.value) return undefined;
  const url = readSetting(SERVICE_URL, findVariable(env, 'AWS_EC2_METADATA_SERVICE_ENDPOINT'));
  const mode = readSetting(MODE, findVariable(env, 'AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE'));
  return (url ?? mode)?.value ?? ADDRESSES.ipv4;
}

/** One exchange within one second; nothing where it does not end well. */
async function ask(
  method: 'GET' | 'PUT',
  url: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  // Hardly a process asks, and it takes several milliseconds to load.
  const { request } = await import('node:http');
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve(undefined);
    // An agent of its own: the shared one may go through a proxy, and keeps the connection.
    const outgoing = request(url, { method, headers, agent: false });
    const end = (text?: string): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
      outgoing.destroy();
      resolve(text);
    };
    const stop = (): void => end();
    const timer = setTimeout(stop, LIMIT_MS);
    signal?.addEventListener('abort', stop);

    outgoing.on('error', stop);
    outgoing.on('response', (incoming) => {
      if (incoming.statusCode !== 200) return end();
      let text = '';
      incoming.setEncoding('utf8');
      incoming.on('data', (part: string) => {
        text += part;
        if (text.length > LIMIT_BYTES) end();
      });
      incoming.on('end', () => end(text.trim()));
      // Without an end before it, the answer was cut off.
      incoming.on('close', stop);
    });
    outgoing.end();
  });
}

/** Asks the service at a URL for the region; nothing where it does not answer with one, or the signal aborts. Never fails. */
export async function fetchRegion(serviceUrl: string, signal?: AbortSignal): Promise<string | undefined> {
  try {
    const ttl = { 'x-aws-ec2-metadata-token-ttl-seconds': '21600' };
    const token = await ask('PUT', serviceUrl + TOKEN_PATH, ttl, signal);
    if (!token) return undefined;
    const region = await ask('GET', serviceUrl + REGION_PATH, { 'x-aws-ec2-metadata-token': token }, signal);
    return region ? REGION.read(region) : undefined;
  } catch {
    // Node refuses to send a token that is no header's value.
    return undefined;
  }
}
