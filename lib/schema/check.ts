// Holds values against rules, which are compiled from the schemas or written like those. One pass finds everything that is
// wrong, and copies what is to be sent: each member is read once, so that what is validated is what is sent.
import { ConfigurationError } from '../errors/errors.ts';
import { suggestion } from './did-you-mean.ts';

/** One way in which a value breaks its schema. Never holds the value. */
export interface ValidationIssue {
  /** A JSON Pointer (RFC 6901) to the member; empty for the request itself. A missing member's is where it belongs. */
  readonly path: string;
  /** The JSON Schema keyword that is not met, such as `required` or `maxLength`. */
  readonly keyword: string;
  /** A sentence for people. */
  readonly message: string;
}

/**
 * What a text must be: its lengths in code points, and the source of a pattern. With a length of 0, it is an object that
 * must be, and its description that must match.
 */
export type TextRule = [
  maxLength?: number,
  minLength?: number,
  pattern?: string,
  isRequired?: 1,
  // To compile a class such as \p{L} takes an engine a millisecond, which an import that validates nothing can spare.
  compiled?: RegExp,
];

/** The rules of a structure's members by name, and of all others as `_`; `0` where anything goes. */
export interface StructureRule {
  readonly [member: string]: Rule | 0;
}

/** What a value must be; anything but a text or a structure has an example. A number must be a whole one from 1 to 2^31-1. */
export type Rule = TextRule | StructureRule | true | 1 | (() => void);

type Members = Record<string, unknown>;

/** An error class that can tell what is wrong. */
export type Failure = new (code: string, message: string, fields: { readonly issues: ValidationIssue[] }) => Error;

/**
 * What is to be sent of a structure: a copy without members that are `undefined` or `null`, for which `defaults` stand in,
 * and without closed structures left empty; `undefined` where nothing is left.
 *
 * @throws an error of the class `Failure` with `code`, and everything that is wrong as its `issues`.
 */
export const checked = (
  structure: StructureRule,
  given: unknown,
  code: string = 'configuration_option',
  Failure: Failure = ConfigurationError,
  defaults?: Members,
): Members | undefined => {
  const issues: ValidationIssue[] = [];
  // biome-ignore lint/suspicious/noExplicitAny: the types of both are what is found out here
  const walk = (rule: any, value: any, path: string, standIns?: Members): unknown => {
    const report = (keyword: string, sentence: string, at = path): void => {
      // A name comes from the caller, and may be of any length.
      issues.push({ message: `${at.slice(1, 64) || 'The value'} ${sentence}`, path: at, keyword });
    };
    const type = rule[0] ? 'string' : typeof rule;
    if (typeof value !== type || (type === 'number' && !(value > 0 && value === (value | 0)))) {
      return report('type', `is no valid ${type}`);
    }
    if (type !== 'object' || rule.map) {
      // Other rules have no members by these names.
      if (value.length > rule[0] && [...value].length > rule[0]) report('maxLength', `is longer than ${rule[0]}`);
      if (value.length < rule[1]) report('minLength', `is shorter than ${rule[1]}`);
      if (rule[2] && !(rule[4] ??= RegExp(rule[2], 'u')).test(value)) report('pattern', `must match ${rule[2]}`);
      return value;
    }
    if ({}.toString.call(value) !== '[object Object]') return report('type', `is no valid ${type}`);
    const copy: Members = { ...value };
    let kept = '_' in rule ? copy : undefined;
    // In this order, as an engine is quick to add to a copy of what it knows.
    for (const name of Object.keys({ ...rule, ...copy })) {
      const isKnown = Object.hasOwn(rule, name);
      const next = rule[isKnown ? name : '_'];
      // Only names that are not ours may need the escapes of a JSON Pointer.
      const at = `${path}/${isKnown ? name : name.replace(/~/g, '~0').replace(/\//g, '~1')}`;
      const member = copy[name] ?? (isKnown ? standIns?.[name] : null);
      const found =
        member == null
          ? next?.[3] && report('required', 'is required', at)
          : next
            ? walk(next, member, at)
            : next == null
              ? report('additionalProperties', `is unknown${suggestion(name, rule)}`, at)
              : member;
      if (found == null) delete kept?.[name];
      else (kept ??= {})[name] = found;
    }
    return kept;
  };
  const copy = walk(structure, given, '', defaults) as Members | undefined;
  if (issues[0]) throw new Failure(code, issues.map((issue) => issue.message) + '', { issues });
  return copy;
};

/** Everything that is wrong with a structure. */
export function issuesOf(structure: StructureRule, given: unknown): ValidationIssue[] {
  try {
    checked(structure, given, '', Found);
    return [];
  } catch (error) {
    if (error instanceof Found) return error.issues;
    throw error;
  }
}

class Found extends Error {
  readonly issues: ValidationIssue[];

  constructor(_code: string, _message: string, { issues }: { readonly issues: ValidationIssue[] }) {
    super();
    this.issues = issues;
  }
}
