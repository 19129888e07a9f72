// A shorter value is part of many ordinary words, so it is replaced only where it stands by itself.
const SHORTEST_INSIDE_WORD = 4;

/**
 * A text with each of the values replaced by `[redacted]`, the longest first, as one may hold another. A value shorter
 * than `shortestInsideWord` is left where it is part of a word.
 */
export function redact(text: string, values: string[], shortestInsideWord = SHORTEST_INSIDE_WORD): string {
  const redactOne = (whole: string, value: string): string =>
    whole.split(value).reduce((before, after) => {
      const isInWord = value.length < shortestInsideWord && /[\p{L}\p{N}]/u.test(before.slice(-1) + after.slice(0, 1));
      return before + (isInWord ? value : '[redacted]') + after;
    });
  return values
    .filter((value) => value)
    .sort((a, b) => b.length - a.length)
    .reduce(redactOne, text);
}
