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
  const found = new Findings();
  found.check(schema, value);
  return found;
}

class Findings implements Issues {
  readonly issues: ValidationIssue[] = [];
  total = 0;
  /** The names that lead to the value that is being checked, as a JSON Pointer has them. */
  readonly #path: string[] = [];

  check(rules: Schema, value: unknown): void {
    const { type } = rules;
    if (type === 'string' && typeof value === 'string') this.#checkText(rules, value);
    else if (type === 'object' && isObject(value)) this.#checkMembers(rules, value);
    else if (type === 'unavailable') this.#report('platform', 'works on Node only; remove it');
    else if (!hasType(type, value)) this.#report('type', `must be ${typeTexts[type]}`);
  }

  #checkText({ minLength = 0, maxLength = Infinity, pattern, patternText }: TextSchema, text: string): void {
    // A code point has one or two code units, so that most texts need not be counted.
    const isLonger = text.length > maxLength && (text.length > 2 * maxLength || [...text].length > maxLength);
    // No schema asks for more than one code point.
    if (text.length < minLength) this.#report('minLength', 'must not be empty');
    else if (isLonger) this.#report('maxLength', `must have at most ${maxLength} characters`);
    else if (pattern && !pattern().test(text)) this.#report('pattern', `${patternText}`);
  }

  #checkMembers({ required = [], properties = {}, additionalProperties }: ObjectSchema, members: Copy): void {
    for (const name of Object.keys(members)) {
      const rules = Object.hasOwn(properties, name) ? properties[name] : additionalProperties;
      const member = members[name];
      this.#path.push(name);
      if (member != null && rules) this.check(rules, member);
      else if (member != null && rules === false) this.#reportUnknown(name, properties);
      this.#path.pop();
      if (isAbsent(rules, member)) delete members[name];
    }
    for (const name of required) {
      if (Object.hasOwn(members, name)) continue;
      this.#path.push(name);
      this.#report('required', 'is required');
      this.#path.pop();
    }
  }

  #reportUnknown(name: string, properties: object): void {
    // Suggestions for thousands of names would take seconds.
    const suggestion = this.total < MOST_ISSUES ? didYouMean(name, Object.keys(properties)) : '';
    this.#report('additionalProperties', `is unknown${suggestion}`);
  }

  /** Takes note of a rule that the value breaks; the sentence goes on after the member's name. */
  #report(keyword: string, sentence: string): void {
    this.total += 1;
    if (this.total <= MOST_ISSUES) this.issues.push(issueAt(this.#path.map(pointerStep).join(''), keyword, sentence));
  }
}
