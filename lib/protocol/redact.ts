// Keeps the secret values of a request out of what the service and platforms say.

// The service's messages are a sentence or two.
const LONGEST_TEXT = 4_096;
const IN_WORD = '[\\p{L}\\p{N}_]';

/** A code unit as JSON and expressions escape it. */
const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** A value as it is, and as JSON and URLs write it. */
function formsOf(value: string): readonly string[] {
  const json = JSON.stringify(value).slice(1, -1);
  // A lone surrogate has no form in a URL.
  return [value, json, json.replace(/[^ -~]/g, escaped), encodeURIComponent(value.replace(/\p{Cs}/gu, '\ufffd'))];
}

/** An expression for values as whole words in a text of that length: not where a word goes on before or behind. */
function wordsOf(values: readonly string[], length: number): RegExp {
  // A longer value is not in it, and would make an expression that is too large.
  const forms = values.filter((value) => value && value.length <= length).flatMap(formsOf);
  // The longest first, as one may begin with another.
  const sources = forms.sort((a, b) => b.length - a.length).map((form) => form.replace(/\W/g, escaped));
  // Without values, it fits nothing.
  const any = sources.join('|') || '[]';
  return new RegExp(`(?<!${IN_WORD}(?=${IN_WORD}))(?:${any})(?!(?<=${IN_WORD})${IN_WORD})`, 'giu');
}

/** Whether a word of a service's text that holds a part of a value is hardly there by chance: names of errors are made of letters. */
const isTelling = (value: string): boolean => value.length > 4 && /[^a-z]/i.test(value);

/** Tells and replaces the secret values of a request. */
export class Redactor {
  readonly #valuesOf: () => readonly string[];

  /** @param valuesOf - asked for the values when they are first needed. */
  constructor(valuesOf: () => readonly string[]) {
    this.#valuesOf = valuesOf;
  }

  /** A text with each value, as a whole word and in any case, replaced; a text of any other length is left out. */
  redact(text: string): string {
    if (text.length > LONGEST_TEXT) return `(a message of ${text.length} characters)`;
    return text.replace(wordsOf(this.#valuesOf(), text.length), '[redacted]');
  }

  /** Whether a short text, such as an ID, holds a value. */
  holds(text: string): boolean {
    // Most texts are IDs that hold nothing, and expressions take long to make.
    const lower = text.toLowerCase();
    const isIn = (form: string): boolean => lower.includes(form.toLowerCase());
    const isToken = /^[\w.-]*$/.test(text);
    // A longer value is not in it, and may be large.
    const values = this.#valuesOf().filter((value) => value && value.length <= lower.length);
    const found = values.filter((value) => (isToken ? isIn(value) : formsOf(value).some(isIn)));
    if (!found.length) return false;
    return text.length > LONGEST_TEXT || found.some(isTelling) || wordsOf(found, text.length).test(text);
  }
}
