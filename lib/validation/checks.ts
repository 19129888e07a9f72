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

/** Adds to `issues` what is wrong with a value, the member `name` at `path` of a structure that has those of `known`. */
export type Check = (value: unknown, path: string, issues: ValidationIssue[], name?: string, known?: object) => void;

/** Everything that is wrong with a value. */
export function issuesOf(check: Check, value: unknown): ValidationIssue[] {
  const issues: ValidationIssue[] = [];
  check(value, '', issues);
  return issues;
}

/** Adds an issue: what is at `path` breaks `keyword`. A name comes from the caller, so that the message cuts it. */
export function report(issues: ValidationIssue[], path: string, keyword: string, sentence: string): void {
  issues.push({ path, keyword, message: `${path.slice(1, 64) || 'The value'} ${sentence}` });
}

/** Adds an issue: what is at `path` is not `what` it must be. */
export function wrongType(issues: ValidationIssue[], path: string, what: string): void {
  report(issues, path, 'type', `must be ${what}`);
}

/** The check of values for which `typeof` gives a certain name. */
export const ofType =
  (type: 'boolean' | 'function' | 'object' | 'string'): Check =>
  (value, path, issues) => {
    if (typeof value !== type) wrongType(issues, path, `a ${type}`);
  };

/** The check of abort signals, of whatever realm or polyfill. */
export const abortSignal: Check = (value, path, issues) => {
  if (typeof Object(value).removeEventListener !== 'function') wrongType(issues, path, 'an AbortSignal');
};

/** A text: its length in code points, and the source of a pattern. */
export function text(maxLength: number, minLength = 0, source = ''): Check {
  // To compile a class such as \p{L} takes an engine a millisecond, which an import that validates nothing can spare.
  let pattern: RegExp | undefined;
  const sentence = `must have ${minLength} to ${maxLength} characters`;
  return (value, path, issues) => {
    if (typeof value !== 'string') return wrongType(issues, path, 'a string');
    const length = value.length > maxLength ? [...value].length : value.length;
    if (length > maxLength) report(issues, path, 'maxLength', sentence);
    if (length < minLength) report(issues, path, 'minLength', sentence);
    pattern ??= RegExp(source, 'u');
    if (!pattern.test(value)) report(issues, path, 'pattern', `must match ${source}`);
  };
}

/** A structure: the checks of its members, the names of those it must have, and the check of all others. */
export function structure(
  members: Readonly<Record<string, Check>>,
  required: readonly string[],
  others?: Check,
): Check {
  // Without Object.prototype, whose names are unknown like any other.
  const checks: Readonly<Record<string, Check | null | undefined>> = { __proto__: null, ...members };
  return (value, path, issues) => {
    if (!isObject(value)) return wrongType(issues, path, 'an object');
    for (const name of required) {
      if (value[name] === undefined) report(issues, `${path}/${name}`, 'required', 'is required');
    }
    for (const name of Object.keys(value)) {
      const check = checks[name];
      // Only names that are not ours may need the escapes of a JSON Pointer.
      if (check) check(value[name], `${path}/${name}`, issues);
      else others?.(value[name], `${path}/${name.replace(/~/g, '~0').replace(/\//g, '~1')}`, issues, name, members);
    }
  };
}

/** The check of members that a structure must not have. */
export const unknown: Check = (_value, path, issues, name = '', known = {}) => {
  report(issues, path, 'additionalProperties', `is unknown${suggestion(name, known)}`);
};
