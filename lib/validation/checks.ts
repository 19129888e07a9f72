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

/** A text: its length in code points, and a pattern. */
export function text(maxLength = Number.POSITIVE_INFINITY, minLength = 0, pattern = /^/): Check {
  return (value, path, issues) => {
    if (typeof value !== 'string') return report(issues, path, 'type', 'must be a string');
    const length = value.length > maxLength ? [...value].length : value.length;
    const sentence = `must have ${minLength} to ${maxLength} characters`;
    if (length > maxLength) report(issues, path, 'maxLength', sentence);
    if (length < minLength) report(issues, path, 'minLength', sentence);
    if (!pattern.test(value)) report(issues, path, 'pattern', `must match ${pattern.source}`);
  };
}

/** A structure: the checks of its members, the names of those it must have, and the check of all others. */
export function structure(
  members: Readonly<Record<string, Check>>,
  required: readonly string[],
  others?: Check,
): Check {
  return (value, path, issues) => {
    if (!isObject(value)) return report(issues, path, 'type', 'must be an object');
    const pathTo = (name: string): string => `${path}/${name.replace(/~/g, '~0').replace(/\//g, '~1')}`;
    for (const name of required) {
      if (value[name] === undefined) report(issues, pathTo(name), 'required', 'is required');
    }
    for (const name of Object.keys(value)) {
      const check = Object.hasOwn(members, name) ? members[name] : others;
      check?.(value[name], pathTo(name), issues, members);
    }
  };
}

/** The check of members that a structure must not have. */
export const unknown: Check = (_value, path, issues, known) => {
  report(issues, path, 'additionalProperties', `is unknown${suggestion(path.replace(/.*\//s, ''), known ?? {})}`);
};
