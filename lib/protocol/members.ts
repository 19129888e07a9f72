import { isObject } from '../is-object.ts';

const BARE = /* @__PURE__ */ Object.create(null);

/**
 * A copy of an object's own members, down to `depth` levels below, without those that are `undefined` or `null` and
 * without structures left empty; a member that `map` names may be empty. Each member is read once, so that what is
 * validated is what is sent. Anything but an object is returned as it is.
 */
export function presentMembers(value: unknown, map?: string, depth = 1): unknown {
  if (!isObject(value)) return value;
  // Without Object.prototype, a member named __proto__ is one like any other. An engine keeps objects that have no
  // prototype at all in a slower form.
  const copy: Record<string, unknown> = Object.create(BARE);
  for (const name of Object.keys(value)) {
    const member = depth ? presentMembers(value[name], map, depth - 1) : value[name];
    const mayBeEmpty = !depth || name === map || !isObject(member);
    if (member != null && (mayBeEmpty || Object.keys(member).length)) copy[name] = member;
  }
  return copy;
}
