// The command line, read by the table of flags.
import { parseArgs } from 'node:util';
import type { BatchParameters, ForgotPasswordClientConfig } from '../node.ts';
import { didYouMean } from '../schema/did-you-mean.ts';
import { confirmFlags } from './confirm-flags.ts';
import { UsageError } from './failures.ts';
import type { Flag, Parameters, Settings } from './flag.ts';
import { readFlag } from './flag-value.ts';
import { flags } from './flags.ts';

/** A command line that has been read. */
export interface Arguments {
  readonly parameters: Parameters;
  readonly config: ForgotPasswordClientConfig;
  readonly batch: BatchParameters;
  readonly settings: Settings;
  /** What was given as USERNAME without a flag. */
  readonly positional?: string;
  /** By the name of each flag that has a value: what gave it, the flag itself or an environment variable. */
  readonly origins: ReadonlyMap<string, string>;
  /** Everything that cannot be understood, in sentences that hold no value; empty when all is well. */
  readonly problems: readonly string[];
}

type Bags = Record<Flag['sets'][0], Record<string, unknown>>;
type Token = ReturnType<typeof tokensOf>[number];
type OptionToken = Extract<Token, { kind: 'option' }>;

type FlagTable = ReadonlyMap<string, Flag>;

function tokensOf(argv: readonly string[], table: FlagTable) {
  const options = Object.fromEntries(
    [...table.values()].map(({ name, short, type }) => [
      name,
      { type: type === 'boolean' ? ('boolean' as const) : ('string' as const), ...(short && { short }) },
    ]),
  );
  // Not strict: Node's own messages suggest nothing, quote values, and stop at the first problem.
  return parseArgs({ args: [...argv], options, strict: false, allowPositionals: true, tokens: true }).tokens;
}

const SECRET =
  'a secret is not taken as an argument, which other users can see: use --client-secret-file or COGNITO_CLIENT_SECRET';
const PASSWORD =
  'a password is not taken as an argument, which other users can see: cognito-forgot-password confirm USERNAME asks for it on the terminal, hidden, or takes --password-file PATH, where - is standard input';

const MORE_USERS = 'USERNAME is given more than once; give one user';

const AS_FIRST_WORD = 'write confirm as the first word';

// What follows the first word of the commands that have a name.
const COMMANDS: ReadonlyMap<string, string> = new Map([
  ['confirm', 'USERNAME'],
  ['journal', 'FILE'],
]);

/** What to say of a command's name that stands where a user does; nothing where none does. */
function misplacedCommand(tokens: readonly Token[], table: FlagTable): string | undefined {
  const positionals = tokens.map((token) => (token.kind === 'positional' ? token.value : ''));
  const word = positionals.find((value) => COMMANDS.has(value));
  if (word === undefined) return undefined;
  const ofThisName = `for a user named ${word}, write --username ${word}`;
  if (table === confirmFlags) return `USERNAME is ${word}: ${ofThisName}`;
  const usage = `cognito-forgot-password ${word} ${COMMANDS.get(word)}`;
  return `${word} is a command only as the first word: write ${usage}, then the options; ${ofThisName}`;
}

/** What to say of a flag that is not in the table. */
function refusal(rawName: string, table: FlagTable): string {
  const isOfConfirm = confirmFlags.has(rawName.slice(2)) && !flags.has(rawName.slice(2));
  if (isOfConfirm) return `${rawName} is an option of confirm: ${AS_FIRST_WORD}`;
  // However it is spelled, and whatever is glued to it.
  if (/^--?(new[-_]?)?(p|pw|pwd|pass|pass[-_]?(phrase|wor[dt]|wd).*)$/i.test(rawName)) return PASSWORD;
  // Its name is not quoted either, as the secret may be glued to it.
  if (/^--?client[-_]?secret/i.test(rawName)) {
    return SECRET;
  }
  // Only what looks like a name: a value may have been glued to it.
  const name = /^--?[\w-]*/.exec(rawName)?.[0] ?? '';
  const bareName = name.slice(2);
  if (flags.has(bareName)) return `${name} is an option of the first command, and not of confirm`;
  const namesWithHyphens = [...table.keys()].map((each) => `--${each}`);
  return `unknown option ${name.slice(0, 64)}${didYouMean(name, namesWithHyphens)}`;
}

function acceptOption(
  { name, rawName, value, inlineValue }: OptionToken,
  bags: Bags,
  origins: Map<string, string>,
  table: FlagTable,
): void {
  const flag = table.get(name);
  if (!flag) throw new UsageError(refusal(rawName, table));
  const [bag, field] = flag.sets;
  if (field === 'Username' && bags[bag][field] !== undefined) throw new UsageError(MORE_USERS);
  // Otherwise a forgotten value would swallow the flag that follows.
  const isSwallowed = !inlineValue && value !== undefined && /^-./.test(value);
  if (isSwallowed) throw new UsageError(`--${name} needs a value (--${name}=VALUE, if it begins with a hyphen)`);
  bags[bag][field] = readFlag(flag, value, bags[bag][field]);
  origins.set(name, `--${name}`);
}

function acceptPositional(value: string, { parameters }: Bags): void {
  if (parameters.Username !== undefined) throw new UsageError(MORE_USERS);
  parameters.Username = value;
}

function positionalOf(tokens: readonly Token[]): Pick<Arguments, 'positional'> {
  const token = tokens.find(({ kind }) => kind === 'positional');
  return token?.kind === 'positional' ? { positional: token.value } : {};
}

/** Runs a step, and tells whether it worked; adds the usage error in which it ends to `problems`. */
function collect(problems: string[], step: () => void): boolean {
  try {
    step();
    return true;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    problems.push(error.message);
    return false;
  }
}

/**
 * Reads the arguments after the command's name by a table of flags; those that are not given come from their environment
 * variables.
 */
export function readArguments(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  table: FlagTable = flags,
): Arguments {
  const bags: Bags = { parameters: {}, config: {}, batch: {}, settings: {} };
  const problems: string[] = [];
  const origins = new Map<string, string>();
  const tokens = tokensOf(argv, table);
  const refused = new Set<number>();
  for (const token of tokens) {
    // The letters behind one hyphen are one argument: to name each of them would spell out what may be a secret.
    if (token.kind !== 'option' || refused.has(token.index)) continue;
    if (!collect(problems, () => acceptOption(token, bags, origins, table))) refused.add(token.index);
  }
  const misplaced = misplacedCommand(tokens, table);
  // Behind a flag that is not known, the word may be its value.
  if (misplaced && problems.every((problem) => problem.endsWith(AS_FIRST_WORD)))
    problems.splice(0, Infinity, misplaced);
  for (const token of tokens) {
    // After a problem, a positional may be the value of a flag that is not known.
    if (token.kind === 'positional' && !problems.length) collect(problems, () => acceptPositional(token.value, bags));
  }
  for (const { name, env: variable = '', sets } of table.values()) {
    const [bag, field] = sets;
    // Empty counts as unset, as everywhere in AWS's tools.
    if (!env[variable] || bags[bag][field] !== undefined) continue;
    bags[bag][field] = env[variable];
    origins.set(name, variable);
  }
  // The table says which type each field gets, and the library checks request and configuration once more.
  // A refused secret is all that is told: what follows it may be a part of it.
  const secret = problems.find((problem) => problem === SECRET || problem === PASSWORD);
  return { ...bags, ...positionalOf(tokens), origins, problems: secret ? [secret] : problems };
}
