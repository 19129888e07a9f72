// The constraints of each operation's request, taken from our own schemas.
import type { Rule, StructureRule } from '../schema/check.ts';
import { forgotPasswordRequest } from '../schema/generated/rules.ts';

/** The operations that the pool answers. */
export type OperationName = 'ForgotPassword' | 'ConfirmForgotPassword';

/** The constraints of a string. */
export interface TextConstraint {
  readonly isRequired: boolean;
  readonly minLength: number;
  readonly maxLength: number;
  /** As the service writes it. It applies to the whole value. */
  readonly pattern?: string | undefined;
}

/** The constraints of a structure, by member; `*` applies to every member of a map. */
export interface StructureConstraint {
  readonly [member: string]: TextConstraint | StructureConstraint;
}

function constraintOf(rule: Rule | 0): TextConstraint | StructureConstraint {
  if (Array.isArray(rule)) {
    const [maxLength = 0, minLength = 0, pattern, isRequired] = rule;
    return { isRequired: Boolean(isRequired), minLength, maxLength, pattern: pattern?.replace(/^\^|\$$/g, '') };
  }
  return typeof rule === 'object' ? structureOf(rule) : {};
}

function structureOf(rule: StructureRule): StructureConstraint {
  return Object.fromEntries(
    Object.entries(rule).map(([member, next]) => [member === '_' ? '*' : member, constraintOf(next)]),
  );
}

// The service was seen to apply this pattern, although its model has a different one: no white space at either end.
const PASSWORD = '^[\\S]+.*[\\S]+$';

/** The constraints of each operation's request. */
export const CONSTRAINTS: Readonly<Record<OperationName, StructureConstraint>> = {
  ForgotPassword: structureOf(forgotPasswordRequest),
  ConfirmForgotPassword: {
    ...structureOf(forgotPasswordRequest),
    ConfirmationCode: { isRequired: true, minLength: 1, maxLength: 2_048, pattern: '[\\S]+' },
    Password: { isRequired: true, minLength: 1, maxLength: 256, pattern: PASSWORD },
  },
};
