// Holds values against schemas. Own members only. Nothing is made for a value that is right but what it is made of.
import { isObject } from '../util/is-object.ts';
import { didYouMean } from './did-you-mean.ts';
import { issueAt, MOST_ISSUES, pointerStep, type ValidationIssue } from './issue.ts';
import type { ObjectSchema, Schema, TextSchema } from './schema.ts';

/** A structure that is being made ready. */
export type Copy = Record<string, unknown>;

/** What is wrong with a value, without its place. */
type Finding = readonly [keyword: string, sentence: string];

// The most that a timer can hold.
const LARGEST_INTEGER = 2_147_483_647;

/** The types that a value can have, in words. */
const typeTexts: Readonly<Record<Schema['type'], string>> = {
  string: 'a string',
  object: 'an object',
  boolean: 'true or false',
  function: 'a function',
  signal: 'an AbortSignal',
  integer: `a whole number from 1 to ${LARGEST_INTEGER}`,
  any: '',
  unavailable: '',
};

function hasType(type: Schema['type'], value: unknown): boolean {
  if (type === 'object') return isObject(value);
  if (type === 'integer') return Number.isInteger(value) && Number(value) > 0 && Number(value) <= LARGEST_INTEGER;
  // Of whatever realm or polyfill; the Edge runtime calls its signals EventTarget.
  if (type === 'signal') return /Signal|Target/.test(Object.prototype.toString.call(value));
  return type === 'any' || typeof value === type;
}

// Compiled when they are first used: a class such as \p{L} takes an engine a millisecond.
const expressions = new Map<string, RegExp>();

function expressionOf(pattern: string): RegExp {
  const expression = expressions.get(pattern) ?? new RegExp(pattern, 'u');
  expressions.set(pattern, expression);
  return expression;
}

/** The first rule that a text breaks. */
function findInText(schema: TextSchema, text: string): Finding | undefined {
  const { minLength = 0, maxLength = 0, pattern, patternText, enum: choices } = schema;
  // No schema asks for more than one code point.
  if (text.length < minLength) return ['minLength', 'must not be empty'];
  // A code point has one or two code units, so that most texts need not be counted.
  const isLonger = text.length > maxLength && (text.length > 2 * maxLength || [...text].length > maxLength);
  if (maxLength && isLonger) return ['maxLength', `must have at most ${maxLength} characters`];
  if (pattern && !expressionOf(pattern).test(text)) return ['pattern', `${patternText}`];
  return choices && !choices.includes(text) ? ['enum', `must be ${choices.join(' or ')}`] : undefined;
}

/** What is wrong with a value: the first issues, and how many there are. */
export interface Issues {
  readonly issues: ValidationIssue[];
  total: number;
}

/** What is wrong with a value, and the names that lead to it, the last one first. */
interface Place {
  readonly name: string;
  readonly parent: Place | undefined;
}

const pathOf = (place: Place | undefined): string => (place ? pathOf(place.parent) + pointerStep(place.name) : '');

function report(found: Issues, [keyword, sentence]: Finding, place: Place | undefined): void {
  found.total += 1;
  if (found.total <= MOST_ISSUES) found.issues.push(issueAt(pathOf(place), keyword, sentence));
}

/**
 * Adds everything in which a value breaks a schema. Takes out of the value what counts as absent: members that are undefined
 * or null, and closed structures without a member.
 */
function check(schema: Schema, value: unknown, place: Place | undefined, found: Issues): void {
  const finding = findIn(schema, value);
  if (finding) report(found, finding, place);
  else if (schema.type === 'object') checkMembers(schema, value as Copy, place, found);
}

/** What is wrong with a value itself, its members aside. */
function findIn(schema: Schema, value: unknown): Finding | undefined {
  const { type } = schema;
  if (type === 'unavailable') return ['platform', 'works on Node only; remove it'];
  if (!hasType(type, value)) return ['type', `must be ${typeTexts[type]}`];
  return type === 'string' ? findInText(schema, value as string) : undefined;
}

function checkMembers(schema: ObjectSchema, members: Copy, parent: Place | undefined, found: Issues): void {
  const { required = [], properties = {}, additionalProperties } = schema;
  for (const name of Object.keys(members)) {
    const member = members[name];
    const memberSchema = Object.hasOwn(properties, name) ? properties[name] : additionalProperties;
    if (member != null && memberSchema === false) {
      // Suggestions for thousands of names would take seconds.
      const suggestion = found.total < MOST_ISSUES ? didYouMean(name, Object.keys(properties)) : '';
      report(found, ['additionalProperties', `is unknown${suggestion}`], { name, parent });
    } else if (member != null && memberSchema) {
      // Nothing is made for a text that is right, as most are.
      const finding = memberSchema.type === 'object' ? undefined : findIn(memberSchema, member);
      if (finding || memberSchema.type === 'object') check(memberSchema, member, { name, parent }, found);
    }
    if (member == null || isEmptyStructure(memberSchema, member)) delete members[name];
  }
  for (const name of required) {
    if (!Object.hasOwn(members, name)) report(found, ['required', 'is required'], { name, parent });
  }
}

/** Tells a closed structure without members from a map without entries, which is a value. */
const isEmptyStructure = (schema: Schema | false | undefined, value: unknown): boolean =>
  typeof schema === 'object' &&
  schema.type === 'object' &&
  schema.additionalProperties === false &&
  isObject(value) &&
  !Object.keys(value).length;

/**
 * Everything in which a value breaks a schema. Members that are undefined or null, and closed structures without a member,
 * are taken out of it.
 */
export function findIssues(schema: Schema, value: unknown): Issues {
  const found: Issues = { issues: [], total: 0 };
  check(schema, value, undefined, found);
  return found;
}
