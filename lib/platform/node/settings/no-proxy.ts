/**
 * A `NO_PROXY` list in the form that undici's `EnvHttpProxyAgent` reads. It knows hosts, their subdomains and ports by
 * itself, but `*` only where nothing else stands beside it, and IPv6 addresses only as URLs write them.
 */
export function undiciNoProxy(list: string): string {
  const entries = list.split(/[\s,]+/).filter(Boolean);
  if (entries.includes('*')) return '*';
  return entries.map(withBrackets).join(',');
}

function withBrackets(entry: string): string {
  const [, address, port = ''] = /^\[(.*)\](:\d+)?$/.exec(entry) ?? [];
  const bare = address ?? (entry.split(':').length > 2 ? entry : undefined);
  const url = `http://[${bare}]`;
  // The URL class writes every address in its shortest form, the one in which undici meets it.
  return bare !== undefined && URL.canParse(url) ? new URL(url).hostname + port : entry;
}
