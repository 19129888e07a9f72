import { isObject } from '../is-object.ts';

/**
 * A copy of an object's own members, down to `depth` levels below, without those that are `undefined` or `null` and
 * without structures left empty; a member that `map` names may be empty. Each member is read once, so that what is
 * validated is what is sent. Anything but an object is returned as it is.
 */
export function presentMembers(value: unknown, map?: string, depth = 1): unknown {
  if (!isObject(value)) return value;
  // Without a prototype, a member named __proto__ is one like any other.
  const copy: Record<string, unknown> = Object.create(null);
  for (const name of Object.keys(value)) {
    const member = depth ? presentMembers(value[name], map, depth - 1) : value[name];
    const isEmpty = depth && isObject(member) && !Object.keys(member).length && name !== map;
    if (member != null && !isEmpty) copy[name] = member;
  }
  return copy;
}
