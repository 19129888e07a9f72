// Values that nobody would send on purpose, but for an attacker.
import fc from 'fast-check';
import { campaignSize } from '../../support/campaign.ts';

/** The same values at each run, unless FUZZ_SEED and FUZZ_RUNS say otherwise. */
export const runs = {
  seed: Number(process.env.FUZZ_SEED ?? 1),
  numRuns: Number(process.env.FUZZ_RUNS ?? campaignSize(1_000, 200)),
};

/** Names that mean something to JavaScript. */
export const trapNames = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '__defineGetter__',
  '',
];

/** A text: readable, of any code units, of trap names, or long. */
export const text: fc.Arbitrary<string> = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) }),
  fc.constantFrom(...trapNames),
  fc.string({ minLength: 120, maxLength: 140 }),
);

/** A name: one of those that are known, a trap, or any. */
export const nameLike = (...known: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof(fc.constantFrom(...trapNames, ...known), text);

/** Anything at all, with members that may be known ones. */
export const anything = (...known: readonly string[]): fc.Arbitrary<unknown> =>
  fc.anything({
    key: nameLike(...known),
    maxDepth: 3,
    withBigInt: true,
    withBoxedValues: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withObjectString: true,
    withSet: true,
    withSparseArray: true,
    withTypedArray: true,
    withUnicodeString: true,
  });

/** Any JSON text, `__proto__` included, which `JSON.parse` makes a member like any other. */
export const json = (...known: readonly string[]): fc.Arbitrary<string> => {
  const { value } = fc.letrec<{ value: string }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom('null', 'true', '1e999', '-0', '""', '{}', '[]'),
      text.map((each) => JSON.stringify(each)),
      fc.array(tie('value'), { maxLength: 4 }).map((items) => `[${items.join()}]`),
      fc
        .array(fc.tuple(nameLike(...known), tie('value')), { maxLength: 6 })
        .map((members) => `{${members.map(([name, member]) => `${JSON.stringify(name)}:${member}`).join()}}`),
    ),
  }));
  return value;
};

/** Every prototype in a value, down to its leaves. */
export function prototypesIn(value: unknown): Set<unknown> {
  const prototypes = new Set<unknown>();
  const visit = (each: unknown): void => {
    if (typeof each !== 'object' || each === null) return;
    prototypes.add(Object.getPrototypeOf(each));
    for (const member of Object.values(each)) visit(member);
  };
  visit(value);
  return prototypes;
}

/** What a promise rejects with; nothing when it resolves. */
export async function rejectionOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
    return undefined;
  } catch (error) {
    return error;
  }
}

const ownNames = (): string => [Object.prototype, Array.prototype].map((each) => Reflect.ownKeys(each).length).join();
const atFirst = ownNames();

/** Throws when somebody has added to what all objects share. */
export function expectNoPollution(): void {
  if (ownNames() !== atFirst) throw new Error('The prototype of all objects was changed');
}
