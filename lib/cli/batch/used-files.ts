// The files that a run reads or writes, beside its report.
import { resolve } from 'node:path';
import type { Arguments } from '../arguments.ts';
import { flags } from '../flags.ts';
import type { Surroundings } from '../surroundings.ts';
import type { UsedFile } from './report-target.ts';

const STREAMS: readonly UsedFile[] = [
  { file: 0, what: 'standard input' },
  { file: 1, what: "standard output's file" },
  { file: 2, what: "standard error's file" },
];

const words: Readonly<Record<string, string>> = {
  journal: 'the journal of this run',
  'client-secret-file': 'the file of the client secret',
  input: 'the input',
  'ca-bundle': 'the CA bundle',
  'profile-location': 'the profile file',
};

const variables = ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE', 'AWS_CA_BUNDLE'] as const;

/** The files that the flags and the environment name, and those behind the standard streams. */
export function usedFiles(args: Arguments, env: Surroundings['env']): readonly UsedFile[] {
  const named = [...flags.values()].flatMap(({ name, placeholder, sets: [bag, field] }): UsedFile[] => {
    const path: unknown = Object(args[bag])[field];
    if (placeholder !== 'PATH' || name === 'report' || typeof path !== 'string') return [];
    return [{ file: resolve(path), what: words[name] ?? `the file of --${name}` }];
  });
  const ambient = variables.flatMap((name) =>
    env[name] ? [{ file: resolve(env[name]), what: `that of ${name}` }] : [],
  );
  return [...named, ...ambient, ...STREAMS];
}
