// Compiles the schemas of this folder into lib/generated: validators (Ajv, standalone) and TypeScript types.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import type { Ajv2020 as Ajv2020Class } from 'ajv/dist/2020.js';
import ajv2020 from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { compile as compileTypes } from 'json-schema-to-typescript';

type Schema = { [keyword: string]: unknown };

const SCHEMAS = ['forgot-password-request', 'forgot-password-response', 'error-reply'] as const;
const OUTPUT = new URL('../lib/generated/', import.meta.url);
const BANNER = '// Generated from schemas/ by schemas/compile.ts. Do not edit.\n';

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

/** Functions that check a text, as calls of `text` and `ofType`. */
function foldTexts(code: string): string {
  const limited = new RegExp(
    String.raw`function (validate\d+)\(data, path, issues\)\{\nif\(typeof data === "string"\)\{\n` +
      String.raw`(?:if\(codePointLength\(data\) > (\d+)\)\{${issue('maxLength')}\}\n)?` +
      String.raw`(?:if\(codePointLength\(data\) < (\d+)\)\{${issue('minLength')}\}\n)?` +
      String.raw`(?:if\(!(".*")\.test\(data\)\)\{${issue('pattern')}\}\n)?` +
      String.raw`\}\nelse \{${issue('type')}\}\n\}`,
    'g',
  );
  const plain = new RegExp(
    String.raw`function (validate\d+)\(data, path, issues\)\{\nif\(typeof data !== "string"\)\{${issue('type')}\}\n\}`,
    'g',
  );
  return code
    .replace(plain, (_all: string, name: string) => `const ${name} = /* @__PURE__ */ ofType('string');`)
    .replace(limited, (_all: string, name: string, ...limits: (string | undefined)[]) => {
      const parameters = limits.slice(0, 3).filter((limit) => limit !== undefined);
      return `const ${name} = /* @__PURE__ */ text(${parameters.join(', ')});`;
    });
}

/** Functions that check a structure or a map, as calls of `structure`. */
function foldStructures(code: string): string {
  const whole = new RegExp(
    String.raw`function (validate\d+)\(data, path, issues\)\{\n` +
      String.raw`if\(data && typeof data == "object" && !Array\.isArray\(data\)\)\{\n` +
      String.raw`((?:if\(data\.\w+ === undefined\)\{${issue('required')}\}\n)*)` +
      String.raw`(for\(const key0 in data\)\{\nif\(!\(.*key0 === "\w+".*\)\)\{${issue('additionalProperties')}\}\n\}\n)?` +
      String.raw`(for\(const key0 in data\)\{\nvalidate\d+\(data\[key0\], path \+ "/" \+ key0\.replace.*, issues\);\n\}\n)?` +
      String.raw`((?:if\(data\.\w+ !== undefined\)\{\nvalidate\d+\(data\.\w+, path \+ "/\w+", issues\);\n\}\n)*)` +
      String.raw`\}\nelse \{${issue('type')}\}\n\}`,
    'g',
  );
  return code.replace(whole, (_all: string, name: string, required = '', closed = '', map = '', members = '') => {
    const checks = [...members.matchAll(/\n(validate\d+)\(data\.(\w+)/g)].map(
      ([, check, member]) => `${member}: ${check}`,
    );
    const names = [...required.matchAll(/data\.(\w+)/g)].map(([, member]) => `"${member}"`);
    const allowed = [...closed.matchAll(/"(\w+)"\)/g)].map(([, member]) => member);
    const [others] = /validate\d+/.exec(map) ?? (closed ? ['unknown'] : []);
    if (closed && allowed.some((member) => !members.includes(`data.${member} `)))
      throw new Error(`Unchecked: ${allowed}`);
    const parameters = [`{ ${checks.join(', ')} }`, `[${names.join(', ')}]`, ...(others ? [others] : [])];
    return `const ${name} = /* @__PURE__ */ structure(${parameters.join(', ')});`;
  });
}

/**
 * Ajv's output made small enough to ship, by folding its functions into calls of those in lib/validation/checks.ts.
 * What does not fold stops the build. A spec holds the result against Ajv itself, on values made at random.
 */
function shrink(ajvCode: string, name: string): string {
  const [, main = ''] = /^export default (validate\d+);$/m.exec(ajvCode) ?? [];
  const code = ajvCode
    .replace(/^("use strict";|export .*|const (schema|func)\d+ = .*)$/gm, '')
    .replace(/func\d+\(/g, 'codePointLength(');
  const short = shortenFunctions(shortenErrors(inlinePatterns(code))).replace(/\n{2,}/g, '\n');
  const folded = foldStructures(foldTexts(short)).trim();
  if (!/^(const validate\d+ = \/\* @__PURE__ \*\/ (ofType|text|structure)\(.*\);\n?)+$/.test(folded))
    throw new Error(`Not folded:\n${folded}`);
  return folded.replace(`const ${main} =`, `export const ${name}: Check =`).replace(/validate(\d+)/g, `${name}$1`);
}

/** Compiles one schema; Ajv checks it against the 2020-12 meta-schema in strict mode first. */
function compileValidator(schema: Schema, name: string): string {
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
  const validators: string[] = [];
  const types: string[] = [];
  for (const file of SCHEMAS) {
    const schema = await readJson(`./${file}.json`);
    validators.push(compileValidator(schema, camelCase(file)));
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
  const head = `${BANNER}import { type Check, ofType, structure, text, unknown } from '../validation/checks.ts';\n\n`;
  await writeFile(new URL('validators.ts', OUTPUT), `${head}${validators.join('\n\n')}\n`);
  await writeFile(new URL('types.ts', OUTPUT), `${BANNER}\n${types.join('\n')}`);
  await writeFile(new URL('version.ts', OUTPUT), `${BANNER}export const VERSION = '${String(version)}';\n`);
}

await main();
