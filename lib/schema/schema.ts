// The part of JSON Schema that this package uses, with references resolved: what schemas/generate.ts makes of schemas/.

/** A text. Lengths are in code points. */
export interface TextSchema {
  readonly type: 'string';
  readonly minLength?: number;
  readonly maxLength?: number;
  /** Makes the expression when it is first needed: a class such as \p{L} takes an engine a millisecond. */
  readonly pattern?: () => RegExp;
  /** What a text that breaks the pattern is told. */
  readonly patternText?: string;
}

/** A structure, or a map. */
export interface ObjectSchema {
  readonly type: 'object';
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  /** What other members must be; `false` where there must be none; anything goes where it is absent. */
  readonly additionalProperties?: false | Schema;
}

/**
 * What an option can be and JSON cannot say. An `integer` is one from 1 to 2,147,483,647; `unavailable` is an option that
 * does not work on this platform.
 */
export interface OptionSchema {
  readonly type: 'any' | 'boolean' | 'integer' | 'function' | 'signal' | 'unavailable';
}

/** What a value must be. */
export type Schema = TextSchema | ObjectSchema | OptionSchema;
