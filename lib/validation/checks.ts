// What the compiled validators are made of.
import { isObject } from '../is-object.ts';
import { suggestion } from './suggestion.ts';

/** One way in which a value breaks its schema. Never holds the value. */
export interface ValidationIssue {
  /** A JSON Pointer (RFC 6901) to the member; empty for the request itself. A missing member's is where it belongs. */
  readonly path: string;
  /** The JSON Schema keyword that is not met, such as `required` or `maxLength`. */
  readonly keyword: string;
  /** A sentence for people. */
  readonly message: string;
}

/** Adds to `issues` what is wrong with a value that stands at `path`, beside members of the names of `known`. */
export type Check = (value: unknown, path: string, issues: ValidationIssue[], known?: object) => void;

/** Adds an issue: what is at `path` breaks `keyword`. A name comes from the caller, so that the message cuts it. */
export function report(issues: ValidationIssue[], path: string, keyword: string, sentence: string): void {
  issues.push({ path, keyword, message: `${path.slice(1, 64) || 'The value'} ${sentence}` });
}

/** A text: its length in code points, and the source of a pattern. */
export function text(maxLength = Number.POSITIVE_INFINITY, minLength = 0, source = ''): Check {
  // To compile a class such as \p{L} takes an engine a millisecond, which an import that validates nothing can spare.
  let pattern: RegExp | undefined;
  const sentence = `must have ${minLength} to ${maxLength} characters`;
  return (value, path, issues) => {
    if (typeof value !== 'string') return report(issues, path, 'type', 'must be a string');
    const length = value.length > maxLength ? [...value].length : value.length;
    if (length > maxLength) report(issues, path, 'maxLength', sentence);
    if (length < minLength) report(issues, path, 'minLength', sentence);
    pattern ??= RegExp(source, 'u');
    if (source && !pattern.test(value)) report(issues, path, 'pattern', `must match ${source}`);
  };
}

/** A structure: the checks of its members, the names of those it must have, and the check of all others. */
export function structure(
  members: Readonly<Record<string, Check>>,
  required: readonly string[],
  others?: Check,
): Check {
  const checks = new Map(Object.entries(members));
  return (value, path, issues) => {
    if (!isObject(value)) return report(issues, path, 'type', 'must be an object');
    for (const name of required) {
      if (value[name] === undefined) report(issues, `${path}/${name}`, 'required', 'is required');
    }
    for (const name of Object.keys(value)) {
      // Only names that are not ours may need the escapes of a JSON Pointer.
      const check = checks.get(name);
      if (check) check(value[name], `${path}/${name}`, issues);
      else others?.(value[name], `${path}/${name.replace(/~/g, '~0').replace(/\//g, '~1')}`, issues, members);
    }
  };
}

/** The check of members that a structure must not have. */
export const unknown: Check = (_value, path, issues, known) => {
  report(issues, path, 'additionalProperties', `is unknown${suggestion(path.replace(/.*\//s, ''), known ?? {})}`);
};
