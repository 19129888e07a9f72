// Makes lib/schema/generated out of the schemas of this folder: rules for the validator, TypeScript types, and the version.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import ajv2020 from 'ajv/dist/2020.js';
import { compile as compileTypes } from 'json-schema-to-typescript';
import { OPTIONS, type OptionRow } from '../lib/client/options.ts';

type Schema = { readonly [keyword: string]: unknown };

const SCHEMAS = [
  'forgot-password-request',
  'forgot-password-response',
  'confirm-forgot-password-request',
  'confirm-forgot-password-response',
  'error-reply',
] as const;
const OUTPUT = new URL('../lib/schema/generated/', import.meta.url);
const BANNER = '// Generated from schemas/ by schemas/generate.ts. Do not edit.\n';

// For people and for tools; nothing is checked by them.
const ANNOTATIONS = ['$schema', '$id', '$defs', 'title', 'description', 'examples'];
// What lib/schema/validate.ts knows, by type.
const KEYWORDS: Readonly<Record<string, readonly string[]>> = {
  string: ['type', 'minLength', 'maxLength', 'pattern'],
  object: ['type', 'required', 'properties', 'additionalProperties'],
};

/** What a text that breaks a pattern is told, as no person reads expressions. */
const PATTERN_TEXTS: Readonly<Record<string, string>> = {
  '^[\\w+]+$': 'must contain only ASCII letters, digits, _ and +',
  '^[\\w+=/]+$': 'must contain only ASCII letters, digits, _, +, = and /',
  '^[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+$': 'must not contain spaces or control characters',
  '^\\S+$': 'must not contain spaces',
};

async function readJson(path: string): Promise<Schema> {
  return JSON.parse(await readFile(new URL(path, import.meta.url), 'utf8')) as Schema;
}

function patternTextOf(pattern: string): string {
  const text = PATTERN_TEXTS[pattern];
  if (!text) throw new Error(`PATTERN_TEXTS has no text for the pattern ${pattern}`);
  return text;
}

/** The code of a schema without annotations; a reference becomes the name of a constant. */
function codeOf(schema: Schema): string {
  const { $ref, ...own } = schema;
  // Beside a reference stands nothing but a description.
  if ($ref !== undefined) return String($ref).replace('#/$defs/', '');
  const keywords = Object.entries(own).filter(([keyword]) => !ANNOTATIONS.includes(keyword));
  const parts = keywords.map(([keyword, value]) => {
    if (!KEYWORDS[String(own.type)]?.includes(keyword)) throw new Error(`The validator does not know ${keyword}`);
    return `${keyword}: ${valueCode(keyword, value)}`;
  });
  if (own.pattern !== undefined) parts.push(`patternText: ${JSON.stringify(patternTextOf(String(own.pattern)))}`);
  return `{ ${parts.join(', ')} }`;
}

/** Code that makes an expression when it is first needed. */
const patternCode = (source: string): string => `() => ${new RegExp(source, 'u')}`;

function valueCode(keyword: string, value: unknown): string {
  if (keyword === 'additionalProperties' && value !== false) return codeOf(value as Schema);
  if (keyword === 'pattern') return patternCode(String(value));
  if (keyword !== 'properties') return JSON.stringify(value);
  const members = Object.entries(value as Record<string, Schema>);
  return `{ ${members.map(([name, member]) => `${name}: ${codeOf(member)}`).join(', ')} }`;
}

/** The constants of one schema, its definitions first, texts before the structures that refer to them. */
function constantsOf(schema: Schema, name: string): readonly (readonly [name: string, code: string, type: string])[] {
  const definitions = Object.entries((schema.$defs ?? {}) as Record<string, Schema>);
  definitions.sort(([, a], [, b]) => Number(a.type === 'object') - Number(b.type === 'object'));
  return [...definitions, [name, schema] as const].map(([each, definition]) => [
    each,
    codeOf(definition),
    definition.type === 'object' ? 'ObjectSchema' : 'TextSchema',
  ]);
}

/** Fails where a schema is none, in Ajv's strict mode. */
function checkSchema(schema: Schema): void {
  new ajv2020.default({ strict: true, unicodeRegExp: true }).compile(schema);
}

/** `examples` of a string list its known values, while others stay possible: an open union in TypeScript. */
function withOpenUnions(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withOpenUnions);
  const { examples, ...rest } = value as Schema;
  const copy = Object.fromEntries(Object.entries(rest).map(([key, member]) => [key, withOpenUnions(member)]));
  if (!Array.isArray(examples)) return copy;
  return { ...copy, tsType: [...examples.map((example) => JSON.stringify(example)), '(string & {})'].join(' | ') };
}

const camelCase = (name: string): string => name.replace(/-(\w)/g, (_all, letter: string) => letter.toUpperCase());

/** The declarations in formatted TypeScript, with their comments, by name. */
function declarationsOf(code: string): readonly (readonly [name: string, code: string])[] {
  // Members and their comments are indented.
  const declarations = code.match(
    /^(?:\/\*\*\n(?: \*.*\n)+)?export (?:type .*|interface [\s\S]*?\{(?:\}|[\s\S]*?\n\}))$/gm,
  );
  return (declarations ?? []).map((each) => [/export (?:interface|type) (\w+)/.exec(each)?.[1] ?? '', each] as const);
}

const ROWS: readonly (readonly [name: string, row: OptionRow])[] = Object.entries(OPTIONS);

// Of lib/schema/options.ts, for options without rules of their own.
const TYPE_CONSTANTS: Readonly<Record<OptionRow['type'], string>> = {
  string: 'TEXT',
  integer: 'INTEGER',
  boolean: 'BOOLEAN',
  function: 'FUNCTION',
  object: "{ type: 'object' }",
};

/** The code of an option's schema. */
function optionCode({ type, choices, minLength, maxLength, pattern: given }: OptionRow): string {
  const chosen = choices && { source: `^(${choices.join('|')})$`, text: `must be ${choices.join(' or ')}` };
  const pattern = chosen ?? given;
  if (!(minLength || maxLength || pattern)) return TYPE_CONSTANTS[type];
  const parts = ['...TEXT'];
  if (minLength) parts.push(`minLength: ${minLength}`);
  if (maxLength) parts.push(`maxLength: ${maxLength}`);
  if (pattern) parts.push(`pattern: ${patternCode(pattern.source)}, patternText: ${JSON.stringify(pattern.text)}`);
  return `{ ${parts.join(', ')} }`;
}

const constantName = (name: string): string => `DEFAULT_${name.replace(/[A-Z]/g, '_$&').toUpperCase()}`;

/** The rules of a client's options on the web and on Node, and the numbers that stand in for options. */
function optionsCode(): string {
  const rules = (rows: typeof ROWS, codeOfRow: (row: OptionRow) => string): string =>
    rows.map(([name, row]) => `  ${name}: ${codeOfRow(row)},\n`).join('');
  const nodeOnly = ROWS.filter(([, { isNodeOnly }]) => isNodeOnly);
  const onWeb = (row: OptionRow): string => (row.isNodeOnly ? 'UNAVAILABLE' : optionCode(row));
  const defaults = ROWS.filter(([, row]) => row.default !== undefined && row.type === 'integer');
  return [
    "import { BOOLEAN, FUNCTION, INTEGER, TEXT, UNAVAILABLE } from '../options.ts';\nimport type { Schema } from '../schema.ts';",
    `/** All options, as the web has them. */\nexport const webOptions: Readonly<Record<string, Schema>> = {\n${rules(ROWS, onWeb)}};`,
    `/** The options that work on Node only. */\nexport const nodeOnlyOptions: Readonly<Record<string, Schema>> = {\n${rules(nodeOnly, optionCode)}};`,
    ...defaults.map(([name, row]) => `export const ${constantName(name)} = ${row.default};`),
  ].join('\n\n');
}

async function main(): Promise<void> {
  const constants = new Map<string, string>();
  const types = new Map<string, string>();
  const add = (all: Map<string, string>, name: string, code: string): void => {
    if ((all.get(name) ?? code) !== code) throw new Error(`Defined twice, differently: ${name}`);
    all.set(name, code);
  };
  for (const file of SCHEMAS) {
    const schema = await readJson(`./${file}.json`);
    checkSchema(schema);
    for (const [name, code, type] of constantsOf(schema, camelCase(file))) {
      add(constants, name, `export const ${name}: ${type} = ${code};`);
    }
    const code = await compileTypes(withOpenUnions(schema) as Schema, file, {
      bannerComment: '',
      additionalProperties: false,
      customName: (named) => (named as { title?: string }).title,
    });
    for (const [name, declaration] of declarationsOf(code)) add(types, name, declaration);
  }
  const { version } = await readJson('../package.json');
  await mkdir(OUTPUT, { recursive: true });
  const head = `${BANNER}import type { ObjectSchema, TextSchema } from '../schema.ts';\n\n`;
  await writeFile(new URL('rules.ts', OUTPUT), `${head}${[...constants.values()].join('\n')}\n`);
  await writeFile(new URL('types.ts', OUTPUT), `${BANNER}\n${[...types.values()].join('\n\n')}\n`);
  await writeFile(new URL('options.ts', OUTPUT), `${BANNER}${optionsCode()}\n`);
  await writeFile(new URL('version.ts', OUTPUT), `${BANNER}export const VERSION = '${String(version)}';\n`);
}

await main();
