// One of AWS's ini files, from its path to its profiles.
import { ConfigurationError } from '../../../errors/errors.ts';
import { fileProblem } from '../../../util/node/file-problem.ts';
import { type IniFile, type IniProperty, type IniSection, parseIni } from './ini.ts';

/** A profile's properties, by their names in lower case. */
export type Properties = ReadonlyMap<string, IniProperty>;

/** Reads a whole file, or rejects as `readTextFile` does. */
export type ReadFile = (path: string) => Promise<string>;

/** Where a file is, and how much may be expected of it. */
export interface FileLocation {
  readonly path: string;
  /** Somebody named this file: every line of it must be right. */
  readonly isNamed: boolean;
  /** It must be there. Default: `isNamed`. A variable may name a file that does not exist, as for the AWS tools. */
  readonly mustExist?: boolean;
}

/** Which headings name a profile: the config file's, the credentials file's, or either. */
export type Grammar = 'config' | 'credentials' | 'either';

/** The name by which a file that names none of its own is asked for. */
export const DEFAULT_PROFILE = 'default';

/**
 * Reads and parses a file; nothing where a file that nobody named does not exist. Errors hold its path, and never any
 * of its text.
 *
 * @throws {@link ConfigurationError} `ERR_CONFIGURATION_PROFILE`.
 */
export async function readIniFile(
  { path, isNamed, mustExist = isNamed }: FileLocation,
  readFile: ReadFile,
): Promise<IniFile | undefined> {
  let text: string;
  try {
    text = await readFile(path);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (!mustExist && /^(ENOENT|ENOTDIR)$/.test(code)) return undefined;
    throw new ConfigurationError(`Cannot read ${path}: ${fileProblem(error)}`, {
      code: 'ERR_CONFIGURATION_PROFILE',
      cause: error,
    });
  }
  const file = parseIni(text);
  const [problem] = file.problems;
  if (problem && isNamed)
    throw new ConfigurationError(`${path}, line ${problem.line}: ${problem.message}`, {
      code: 'ERR_CONFIGURATION_PROFILE',
    });
  return file;
}

/** A name without its quotes; nothing for one with white space that has none. */
function unquoted(name: string): string | undefined {
  return /^(["'])(.*)\1$/s.exec(name)?.[2] ?? (/\s/.test(name) ? undefined : name);
}

/** What stands behind a heading's first word, unquoted. */
function nameAfter(word: string, heading: string): string | undefined {
  const rest = heading.startsWith(word) ? heading.slice(word.length) : '';
  return /^\s/.test(rest) ? unquoted(rest.trim()) : undefined;
}

/** The sections that a function finds a name for, those of one name merged, the last of a property's values winning. */
function merge(
  sections: readonly IniSection[],
  nameOf: (heading: string) => string | undefined,
): Map<string, Properties> {
  const merged = new Map<string, Properties>();
  for (const { name: heading, properties } of sections) {
    const name = nameOf(heading);
    if (name !== undefined) merged.set(name, new Map([...(merged.get(name) ?? []), ...properties]));
  }
  return merged;
}

/** The profiles of a file. `[profile default]` puts `[default]` aside, wherever the two stand. */
export function profilesOf({ sections }: IniFile, grammar: Grammar): ReadonlyMap<string, Properties> {
  const plain = (heading: string): string | undefined => {
    if (grammar === 'config') return heading === DEFAULT_PROFILE ? heading : undefined;
    // A name with spaces is none in the shared files, but PowerShell's own files have one.
    return unquoted(heading) ?? (grammar === 'either' ? heading : undefined);
  };
  const profiles = merge(sections, plain);
  if (grammar === 'credentials') return profiles;
  return new Map([...profiles, ...merge(sections, (heading) => nameAfter('profile', heading))]);
}

/** The `[services …]` sections of a config file. */
export function servicesOf({ sections }: IniFile): ReadonlyMap<string, Properties> {
  return merge(sections, (heading) => nameAfter('services', heading));
}
