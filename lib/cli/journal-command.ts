// The command `journal FILE`: what a journal holds, and how to go on with a corrupt one.
import { parseArgs } from 'node:util';
import { ConfigurationError, inspectJournal, type JournalInspection, salvageJournal } from '../node.ts';
import { didYouMean } from '../schema/did-you-mean.ts';
import { commandHelp } from './command-help.ts';
import { ExitCode, exitCodeOf } from './exit-codes.ts';
import { UsageError } from './failures.ts';
import { formatText, toJson, write } from './output.ts';
import { type ErrorFormat, formatError, formatMessage } from './report.ts';
import type { Surroundings } from './surroundings.ts';

const options = {
  salvage: { type: 'string' },
  output: { type: 'string' },
  'error-format': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;
type Name = keyof typeof options;

const CHOICES: Readonly<Partial<Record<Name, readonly string[]>>> = {
  output: ['json', 'text'],
  'error-format': ['text', 'json'],
};

interface JournalArguments {
  readonly paths: readonly string[];
  readonly values: Readonly<Partial<Record<Name, string>>>;
  readonly isHelp: boolean;
  readonly problems: readonly string[];
}

const namesWithHyphens = Object.keys(options).map((name) => `--${name}`);
const isName = (name: string): name is Name => Object.hasOwn(options, name);

/** What is wrong with the value of an option; nothing where it is right. */
function valueProblem(name: Name, value: string | undefined, isInline: boolean | undefined): string | undefined {
  if (name === 'help') return value === undefined ? undefined : '--help takes no value';
  if (!value || (!isInline && value.startsWith('-'))) return `--${name} needs a value`;
  const choices = CHOICES[name];
  return !choices || choices.includes(value) ? undefined : `--${name} must be ${choices.join(' or ')}`;
}

function readArguments(args: readonly string[]): JournalArguments {
  const { tokens } = parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true });
  const values: Partial<Record<Name, string>> = {};
  const paths: string[] = [];
  const problems: string[] = [];
  let isHelp = false;
  for (const token of tokens) {
    if (token.kind === 'positional') paths.push(token.value);
    if (token.kind !== 'option') continue;
    const { name, rawName, value, inlineValue } = token;
    if (!isName(name)) {
      problems.push(`unknown option ${rawName.slice(0, 64)}${didYouMean(rawName, namesWithHyphens)}`);
      continue;
    }
    const problem = valueProblem(name, value, inlineValue);
    if (problem) problems.push(problem);
    else if (name === 'help') isHelp = true;
    else if (value !== undefined) values[name] = value;
  }
  return { paths, values, isHelp, problems };
}

/** The one journal that is asked for. */
function pathIn({ paths, problems }: JournalArguments): string {
  const [path, ...others] = paths;
  if (problems.length) throw new UsageError(problems.join('; '));
  if (path === undefined) throw new UsageError('journal needs the path of a journal: journal FILE');
  if (others.length) throw new UsageError('journal takes one path; quote a path with spaces');
  return path;
}

/** What the next run would send, in a sentence. */
function rerunSentence({ records, rerun, isIncomplete }: JournalInspection): string {
  const { sends, retryUnknown, retryRejected } = rerun;
  const more = [
    retryUnknown ? `--retry-unknown adds ${retryUnknown}` : '',
    retryRejected ? `--retry-rejected adds ${retryRejected}` : '',
  ].filter(Boolean);
  const others = isIncomplete
    ? 'Lines are missing: it sends to users who are not in the journal only with --retry-unknown.'
    : 'It sends to all users who are not in the journal.';
  return `Of these ${records} users, a run with this journal sends to ${[sends, ...more].join('; ')}. ${others}`;
}

/** A result with nothing nested, for lines of key and value. */
function flat({ outcomes, errors, rerun, ...others }: JournalInspection): object {
  const named = (prefix: string, counts: object): [string, unknown][] =>
    Object.entries(counts).map(([name, value]) => [`${prefix}.${name}`, value]);
  return { ...others, ...outcomes, ...Object.fromEntries([...named('errors', errors), ...named('rerun', rerun)]) };
}

async function inspect(args: JournalArguments, path: string, { stdout, stderr }: Surroundings): Promise<void> {
  const { salvage, output, 'error-format': errorFormat } = args.values;
  const say = (text: string): unknown =>
    stderr.write(formatMessage({ type: 'notice', text }, errorFormat === 'json' ? 'json' : 'text'));
  const salvaged = salvage === undefined ? undefined : await salvageJournal(path, salvage);
  const inspection = salvaged?.journal ?? (await inspectJournal(path));
  const text = output === 'text' ? formatText(flat(inspection)) : `${toJson(inspection, stdout.isTTY)}\n`;
  await write(stdout, text);
  if (salvaged) say(`Salvaged; lines that could not be relied on: ${salvaged.lostLines}.`);
  if (inspection.isIntact) {
    say(rerunSentence(inspection));
    return;
  }
  const remedy = `Make a sound one of it: cognito-forgot-password journal ${path} --salvage NEW`;
  const problem = `journal ${path} is corrupt in line ${inspection.corruptLine}: no run takes it.`;
  throw new ConfigurationError(`${problem} ${remedy}`);
}

/** Runs the command with the arguments after the word `journal`. Never rejects. */
export async function runJournal(surroundings: Surroundings): Promise<ExitCode> {
  const args = readArguments(surroundings.argv.slice(1));
  const errorFormat: ErrorFormat = args.values['error-format'] === 'json' ? 'json' : 'text';
  try {
    if (args.isHelp) await write(surroundings.stdout, commandHelp('journal'));
    else await inspect(args, pathIn(args), surroundings);
    return ExitCode.ok;
  } catch (error) {
    surroundings.stderr.write(formatError(error, errorFormat));
    return exitCodeOf(error);
  }
}
