// Which hosts are reached without the proxy: a NO_PROXY list, as curl and the AWS CLI read it.

const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

interface Entry {
  readonly host: string;
  readonly port: string | undefined;
}

/** An IPv6 address as URLs write it: in brackets, and in its shortest form. */
function addressForm(address: string): string | undefined {
  const url = `http://[${address}]`;
  return URL.canParse(url) ? new URL(url).hostname : undefined;
}

function entryOf(text: string): Entry {
  const [, bracketed, bracketedPort] = /^\[(.*)\](?::(\d+))?$/.exec(text) ?? [];
  if (bracketed !== undefined) return { host: addressForm(bracketed) ?? text, port: bracketedPort };
  // Without brackets, colons leave no room for a port.
  if (text.split(':').length > 2) return { host: addressForm(text) ?? text, port: undefined };
  const [host = '', port] = text.split(':');
  return { host: host.replace(/^\*?\./, '').toLowerCase(), port };
}

/** Whether a URL is to be reached without the proxy: an entry names its host or a domain above it, and no other port. */
export function isExcluded(list: string, url: URL): boolean {
  const urlPort = url.port || DEFAULT_PORTS[url.protocol];
  return list
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(entryOf)
    .some(({ host, port }) => {
      if (port !== undefined && port !== urlPort) return false;
      return host === '*' || url.hostname === host || url.hostname.endsWith(`.${host}`);
    });
}
