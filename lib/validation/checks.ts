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

/** Adds to `issues` what is wrong with a value that stands at `path`. */
export type Check = (value: unknown, path: string, issues: ValidationIssue[]) => void;

// A name comes from the caller and may be of any length; a message stays short.
const LONGEST_SUBJECT = 64;

function report(issues: ValidationIssue[], path: string, keyword: string, sentence: string): void {
  issues.push({ path, keyword, message: `${path.slice(1, LONGEST_SUBJECT) || 'The value'} ${sentence}` });
}

/** A text: its length in code points, a surrogate pair being one, and a pattern. */
export function text(maxLength = Number.POSITIVE_INFINITY, minLength = 0, pattern = /^/): Check {
  return (value, path, issues) => {
    if (typeof value !== 'string') return report(issues, path, 'type', 'must be a string');
    const { length } = value.replace(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g, '_');
    const allowed = `must have ${minLength} to ${maxLength} characters`;
    if (length > maxLength) report(issues, path, 'maxLength', allowed);
    if (length < minLength) report(issues, path, 'minLength', allowed);
    if (!pattern.test(value)) report(issues, path, 'pattern', `must match ${pattern.source}`);
  };
}

/** A structure: the checks of its members, the names of those it must have, and the check of those it does not know. */
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
      check?.(value[name], pathTo(name), issues);
      if (check === unknown)
        report(issues, pathTo(name), 'additionalProperties', `is unknown${suggestion(name, members)}`);
    }
  };
}

/** Stands for the check of members that a structure must not have. */
export const unknown: Check = () => {};
