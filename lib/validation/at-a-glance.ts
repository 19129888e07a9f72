import { isObject } from '../is-object.ts';
import type { StructureRule, TextRule } from './check.ts';

/**
 * Whether all members that a structure has, down to `depth` levels below, are right and there, so that `checked` would
 * return them as they are. In doubt it says no. Most requests and answers are right, and this takes a tenth of the time.
 */
export function isRightAtAGlance(
  rule: StructureRule,
  value: Readonly<Record<string, unknown>>,
  depth: number,
): boolean {
  for (const name in value) {
    const next = Object.hasOwn(rule, name) ? rule[name] : undefined;
    const member = value[name];
    const isRight = Array.isArray(next)
      ? isRightText(next, member)
      : typeof next === 'object' && depth && isObject(member) && isRightAtAGlance(next, member, depth - 1);
    if (!isRight) return false;
  }
  return true;
}

function isRightText(rule: TextRule, text: unknown): boolean {
  const [maxLength = 0, minLength = 0, pattern = ''] = rule;
  if (typeof text !== 'string') return false;
  if (text.length > maxLength || text.length < minLength) return false;
  rule[4] ??= RegExp(pattern, 'u');
  return rule[4].test(text);
}
