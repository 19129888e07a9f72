// Holds values against schemas. Own members only. Nothing is made for a value that is right but what it is made of.
import { isObject, tagOf } from '../util/is-object.ts';
import { didYouMean } from './did-you-mean.ts';
import { issueAt, MOST_ISSUES, pointerStep, type ValidationIssue } from './issue.ts';
import type { ObjectSchema, Schema, TextSchema } from './schema.ts';

/** A structure that is being made ready. */
export type Copy = Record<string, unknown>;

// The most that a timer can hold.
const LARGEST_INTEGER = 2_147_483_647;

/** The types that a value can have, in words. */
const typeTexts: Readonly<Partial<Record<Schema['type'], string>>> = {
  string: 'a string',
  object: 'an object',
  boolean: 'true or false',
  function: 'a function',
  signal: 'an AbortSignal',
  integer: `a whole number from 1 to ${LARGEST_INTEGER}`,
};

function hasType(type: Schema['type'], value: unknown): boolean {
  if (type === 'object') return isObject(value);
  if (type === 'integer') {
    return typeof value === 'number' && value % 1 === 0 && value > 0 && value <= LARGEST_INTEGER;
  }
  // Of whatever realm or polyfill; the Edge runtime calls its signals EventTarget.
  if (type === 'signal') return /Signal|Target/.test(tagOf(value));
  return type === 'any' || typeof value === type;
}

/** Takes note of a rule that a value breaks; the sentence goes on after the member's name. */
type Report = (path: string, keyword: string, sentence: string) => void;

/** Reports the first rule that a text breaks. */
function checkText(schema: TextSchema, text: string, path: string, report: Report): void {
  const { minLength = 0, maxLength = text.length, pattern, patternText } = schema;
  // A code point has one or two code units, so that most texts need not be counted.
  const isLonger = text.length > maxLength && (text.length > 2 * maxLength || [...text].length > maxLength);
  // No schema asks for more than one code point.
  if (text.length < minLength) report(path, 'minLength', 'must not be empty');
  else if (isLonger) report(path, 'maxLength', `must have at most ${maxLength} characters`);
  else if (pattern && !pattern().test(text)) report(path, 'pattern', `${patternText}`);
}

/** Whether a member counts as absent: it is undefined or null, or a structure, as against a map, without a member. */
const isAbsent = (schema: Schema | false | undefined, member: unknown): boolean =>
  member == null ||
  (isObject(member) &&
    !Object.keys(member).length &&
    (schema as ObjectSchema | undefined)?.additionalProperties === false);

/** What is wrong with a value: the first issues, and how many there are. */
export interface Issues {
  readonly issues: readonly ValidationIssue[];
  readonly total: number;
}

/** Everything in which a value breaks a schema. What counts as absent is taken out of the value. */
export function findIssues(schema: Schema, value: unknown): Issues {
  const issues: ValidationIssue[] = [];
  let total = 0;

  const report: Report = (path, keyword, sentence) => {
    total += 1;
    if (total <= MOST_ISSUES) issues.push(issueAt(path, keyword, sentence));
  };

  const check = (rules: Schema, given: unknown, path: string): void => {
    const { type } = rules;
    if (type === 'unavailable') report(path, 'platform', 'works on Node only; remove it');
    else if (!hasType(type, given)) report(path, 'type', `must be ${typeTexts[type]}`);
    else if (type === 'string') checkText(rules, given as string, path, report);
    else if (type === 'object') checkMembers(rules, given as Copy, path);
  };

  const checkMembers = (rules: ObjectSchema, members: Copy, path: string): void => {
    const { required = [], properties = {}, additionalProperties } = rules;
    for (const name of Object.keys(members)) {
      const member = members[name];
      const isKnown = Object.hasOwn(properties, name);
      const rulesOfMember = isKnown ? properties[name] : additionalProperties;
      // A name of ours needs no escapes of a JSON Pointer, and is short.
      const at = isKnown ? `${path}/${name}` : path + pointerStep(name);
      if (member != null && rulesOfMember) check(rulesOfMember, member, at);
      else if (member != null && rulesOfMember === false) {
        // Suggestions for thousands of names would take seconds.
        const suggestion = total < MOST_ISSUES ? didYouMean(name, Object.keys(properties)) : '';
        report(at, 'additionalProperties', `is unknown${suggestion}`);
      }
      if (isAbsent(rulesOfMember, member)) delete members[name];
    }
    for (const name of required) {
      if (!Object.hasOwn(members, name)) report(path + pointerStep(name), 'required', 'is required');
    }
  };

  check(schema, value, '');
  return { issues, total };
}
