import { readFile } from 'node:fs/promises';
import { ConfigurationError } from '../node.ts';

/**
 * A secret without the white space that an editor, a shell or a paste left around it; nothing where `source` gives none.
 *
 * @throws {@link ConfigurationError} `ERR_CONFIGURATION_OPTION` when it is nothing but white space.
 */
export function trimSecret(text: string | undefined, source: string): string | undefined {
  const secret = text?.trim();
  if (text && !secret) throw new ConfigurationError(`${source} holds nothing but white space`);
  return secret || undefined;
}

/**
 * The app client's secret from a file that holds nothing else; white space around it does not count.
 *
 * @throws {@link ConfigurationError} `ERR_CONFIGURATION_OPTION` when there is none; it names the file, never what is in it.
 */
export async function readClientSecret(path: string): Promise<string> {
  const problem = (what: string, cause?: unknown): ConfigurationError =>
    new ConfigurationError(`The client secret file ${path} ${what}`, cause ? { cause } : undefined);
  const bytes = await readFile(path).catch((cause: NodeJS.ErrnoException) => {
    throw problem(`cannot be read: ${cause.code}`, cause);
  });
  let text: string;
  try {
    // Fatal, as a shell that writes UTF-16 would leave a secret that never fits.
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw problem('is no UTF-8 text');
  }
  const secret = text.trim();
  if (!secret) throw problem('is empty');
  return secret;
}
