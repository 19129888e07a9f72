import { isObject } from '../util/is-object.ts';
import type { StructureRule, TextRule } from './check.ts';

/**
 * Whether all that a structure holds is right and there, so that `checked` would return it as it is, but for what it must
 * have and has not. In doubt it says no. Most requests and answers are right, and this takes a tenth of the time.
 */
export function isRightAtAGlance(rule: StructureRule, value: Readonly<Record<string, unknown>>): boolean {
  // A structure without a member is not sent, but a map.
  let isThere = '_' in rule;
  for (const name in value) {
    isThere = true;
    const next = rule[Object.hasOwn(rule, name) ? name : '_'];
    const member = value[name];
    const isRight = Array.isArray(next)
      ? isRightText(next, member)
      : typeof next === 'object' && isObject(member) && isRightAtAGlance(next, member);
    if (!isRight) return false;
  }
  return isThere;
}

function isRightText(rule: TextRule, text: unknown): boolean {
  const [maxLength = 0, minLength = 0, pattern] = rule;
  if (typeof text !== 'string' || text.length > maxLength || text.length < minLength) return false;
  if (!pattern) return true;
  rule[4] ??= RegExp(pattern, 'u');
  return rule[4].test(text);
}
