// Compiles the schemas of this folder into lib/schema/generated: rules (out of Ajv's standalone validators) and TypeScript types.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import type { Ajv2020 as Ajv2020Class } from 'ajv/dist/2020.js';
import ajv2020 from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { compile as compileTypes } from 'json-schema-to-typescript';

type Schema = { [keyword: string]: unknown };

const SCHEMAS = ['forgot-password-request', 'forgot-password-response', 'error-reply'] as const;
const OUTPUT = new URL('../lib/schema/generated/', import.meta.url);
const BANNER = '// Generated from schemas/ by schemas/generate.ts. Do not edit.\n';

async function readJson(path: string): Promise<Schema> {
  return JSON.parse(await readFile(new URL(path, import.meta.url), 'utf8')) as Schema;
}

/** Rewrites, or stops the build: Ajv's output is pinned, and a change of its shape must not pass unseen. */
function rewrite(code: string, pattern: RegExp, replacement: (...groups: string[]) => string): string {
  if (!code.match(pattern)) throw new Error(`Ajv's output no longer matches ${pattern}`);
  return code.replace(pattern, replacement);
}

/** Expressions as their sources, which are compiled when they are first used. */
function inlinePatterns(code: string): string {
  let inlined = code;
  for (const [line, name, source] of code.matchAll(/^const (pattern\d+) = new RegExp\((".*"), "u"\);$/gm)) {
    inlined = inlined.replace(line, '').replaceAll(`${name}.test(`, () => `${source}.test(`);
  }
  return inlined;
}

/** Errors as `[path, keyword, parameter]`, pushed on one list that is handed on from function to function. */
function shortenErrors(code: string): string {
  const pushed =
    /if\(vErrors === null\)\{\nvErrors = \[err\d+\];\n\}\nelse \{\nvErrors\.push\(err\d+\);\n\}\nerrors\+\+;/g;
  const made =
    /const err\d+ = \{instancePath(?::instancePath\+(.*?))?,schemaPath:".*?",keyword:(".*?"),params:\{\w+: ?(.*?)\}\};/g;
  return rewrite(
    rewrite(code, pushed, () => ''),
    made,
    (_all, member, keyword, parameter) => {
      return `issues.push([path${member ? ` + ${member}` : ''}, ${keyword}, ${parameter}]);`;
    },
  );
}

/** Functions as `(data, path, issues)`, called with just that. */
function shortenFunctions(code: string): string {
  const head =
    /(function validate\d+\(data, )\{instancePath="".*\}=\{\}\)\{\n(?:\/\*#.*\n)?let vErrors = null;\nlet errors = 0;\nconst evaluated0[\s\S]*?\n\}\n[\s\S]*?\n\}\n/g;
  const call =
    /if\(!\((validate\d+\(.*?, )\{instancePath:instancePath\+?(.*?),parentData.*\}\)\)\)\{\nvErrors = .*\nerrors = .*\n\}/g;
  const tail = /validate\d+\.errors = vErrors;\nreturn errors === 0;\n\}\nvalidate\d+\.evaluated = .*;/g;
  return [
    (text: string) => rewrite(text, head, (_all, start) => `${start}path, issues){\n`),
    (text: string) =>
      text.replace(call, (_all: string, start: string, path: string) => `${start}path + ${path}, issues);`),
    (text: string) => rewrite(text, tail, () => '}'),
  ].reduce((text, step) => step(text), code);
}

const issue = (keyword: string): string => String.raw`\nissues\.push\(\[path, "${keyword}", .*\]\);\n`;

type TextRule = [maxLength?: number, minLength?: number, pattern?: string, isRequired?: 1];
// The rule of most texts, written once.
const TEXT = '[131072]';

type Rule = TextRule | { [member: string]: Rule | 0 };

/** The functions of Ajv's output that check a text, by name. */
function textRules(code: string): [rules: Map<string, Rule>, rest: string] {
  const text = new RegExp(
    String.raw`function (validate\d+)\(data, path, issues\)\{\nif\(typeof data === "string"\)\{\n` +
      String.raw`(?:if\(codePointLength\(data\) > (\d+)\)\{${issue('maxLength')}\}\n)?` +
      String.raw`(?:if\(codePointLength\(data\) < (\d+)\)\{${issue('minLength')}\}\n)?` +
      String.raw`(?:if\(!(".*")\.test\(data\)\)\{${issue('pattern')}\}\n)?` +
      String.raw`\}\nelse \{${issue('type')}\}\n\}\n?`,
    'g',
  );
  const plain = new RegExp(
    String.raw`function (validate\d+)\(data, path, issues\)\{\nif\(typeof data !== "string"\)\{${issue('type')}\}\n\}\n?`,
    'g',
  );
  const rules = new Map<string, Rule>();
  const rest = code
    .replace(plain, (_all: string, name: string) => {
      throw new Error(`A text without a limit: ${name}`);
    })
    .replace(text, (_all: string, name: string, ...limits: (string | undefined)[]) => {
      const given = limits.slice(0, 3).filter((limit) => limit !== undefined);
      rules.set(name, given.map((limit) => JSON.parse(limit)) as TextRule);
      return '';
    });
  return [rules, rest];
}

/** The functions that check a structure or a map, added to the rules of those that they call, which stand before them. */
function structureRules(rules: Map<string, Rule>, code: string): string {
  const whole = new RegExp(
    String.raw`function (validate\d+)\(data, path, issues\)\{\n` +
      String.raw`if\(data && typeof data == "object" && !Array\.isArray\(data\)\)\{\n` +
      String.raw`((?:if\(data\.\w+ === undefined\)\{${issue('required')}\}\n)*)` +
      String.raw`(for\(const key0 in data\)\{\nif\(!\(.*key0 === "\w+".*\)\)\{${issue('additionalProperties')}\}\n\}\n)?` +
      String.raw`(for\(const key0 in data\)\{\nvalidate\d+\(data\[key0\], path \+ "/" \+ key0\.replace.*, issues\);\n\}\n)?` +
      String.raw`((?:if\(data\.\w+ !== undefined\)\{\nvalidate\d+\(data\.\w+, path \+ "/\w+", issues\);\n\}\n)*)` +
      String.raw`\}\nelse \{${issue('type')}\}\n\}\n?`,
    'g',
  );
  const known = (name: string | undefined): Rule => {
    const rule = rules.get(name ?? '');
    if (!rule) throw new Error(`Not compiled: ${name}`);
    return rule;
  };
  return code.replace(whole, (_all: string, name: string, required = '', closed = '', map = '', members = '') => {
    const rule: Rule = {};
    for (const [, check, member] of members.matchAll(/\n(validate\d+)\(data\.(\w+)/g)) rule[member] = known(check);
    for (const [, member] of required.matchAll(/data\.(\w+)/g)) {
      const [maxLength, minLength, pattern] = rule[member] as TextRule;
      if (!pattern) throw new Error(`Required, but not by a whole rule: ${member}`);
      rule[member] = [maxLength, minLength, pattern, 1] as TextRule;
    }
    for (const [, member] of closed.matchAll(/"(\w+)"\)/g))
      if (!(member in rule)) throw new Error(`Unchecked: ${member}`);
    if (map) rule._ = known(/validate\d+/.exec(map)?.[0]);
    else if (!closed) rule._ = 0;
    rules.set(name, rule);
    return '';
  });
}

/**
 * Ajv's output made small enough to ship: read back into rules, which lib/schema/check.ts holds values against. What
 * cannot be read stops the build. A spec holds the result against Ajv itself, on values made at random.
 */
function shrink(ajvCode: string, name: string): string {
  const [, main = ''] = /^export default (validate\d+);$/m.exec(ajvCode) ?? [];
  const code = ajvCode
    .replace(/^("use strict";|export .*|const (schema|func)\d+ = .*)$/gm, '')
    .replace(/func\d+\(/g, 'codePointLength(');
  const short = shortenFunctions(shortenErrors(inlinePatterns(code))).replace(/\n{2,}/g, '\n');
  const [rules, structures] = textRules(short);
  const rest = structureRules(rules, structures);
  if (rest.trim()) throw new Error(`Not read:\n${rest}`);
  return `export const ${name}: StructureRule = ${JSON.stringify(rules.get(main)).replaceAll(TEXT, 'text')};`;
}

/** Compiles one schema; Ajv checks it against the 2020-12 meta-schema in strict mode first. */
function compileRules(schema: Schema, name: string): string {
  const ajv: Ajv2020Class = new ajv2020.default({
    allErrors: true,
    messages: false,
    inlineRefs: false,
    strict: true,
    unicodeRegExp: true,
    code: { source: true, esm: true, lines: true, optimize: 2 },
  });
  return shrink(standaloneCode.default(ajv, ajv.compile(schema)), name);
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

async function main(): Promise<void> {
  const rules: string[] = [];
  const types: string[] = [];
  for (const file of SCHEMAS) {
    const schema = await readJson(`./${file}.json`);
    rules.push(compileRules(schema, camelCase(file)));
    types.push(
      await compileTypes(withOpenUnions(schema) as Schema, file, {
        bannerComment: '',
        additionalProperties: false,
        format: false,
        customName: (named) => (named as { title?: string }).title,
      }),
    );
  }
  const { version } = await readJson('../package.json');
  await mkdir(OUTPUT, { recursive: true });
  const head = `${BANNER}import type { StructureRule, TextRule } from '../check.ts';\n\n/** The rule of most texts. */\nexport const text: TextRule = ${TEXT};\n\n`;
  await writeFile(new URL('rules.ts', OUTPUT), `${head}${rules.join('\n\n')}\n`);
  await writeFile(new URL('types.ts', OUTPUT), `${BANNER}\n${types.join('\n')}`);
  await writeFile(new URL('version.ts', OUTPUT), `${BANNER}export const VERSION = '${String(version)}';\n`);
}

await main();
