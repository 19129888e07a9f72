/** One way in which a value breaks its schema. Never holds the value. */
export interface ValidationIssue {
  /** A JSON Pointer (RFC 6901) to the member, also to a missing or an unknown one; empty for the value as a whole. */
  readonly path: string;
  /** The JSON Schema keyword that is not met, such as `required` or `maxLength`. */
  readonly keyword: string;
  /** A sentence for people. */
  readonly message: string;
}

/** The most issues that are reported one by one. */
export const MOST_ISSUES = 100;

// Names come from the caller, and may be of any length.
const LONGEST_NAME = 64;
const LONGEST_STEP = 1_000;

/** A member's name as a step of a JSON Pointer. */
export const pointerStep = (name: string): string =>
  `/${name.slice(0, LONGEST_STEP).replaceAll('~', '~0').replaceAll('/', '~1')}`;

/** Makes an issue; `sentence` goes on after the member's name. */
export const issueAt = (path: string, keyword: string, sentence: string): ValidationIssue => ({
  path,
  keyword,
  message: `${path.slice(1, 1 + LONGEST_NAME) || 'The value'} ${sentence}`,
});

/** All issues in one text; `total` counts those that are not listed as well. */
export function sentencesOf(issues: readonly ValidationIssue[], total: number = issues.length): string {
  const unlisted = total - issues.length;
  const rest = unlisted ? `; and ${unlisted} more problems` : '';
  return issues.map((issue) => issue.message).join('; ') + rest;
}
