/** Every text in a JSON body that we made ourselves. */
export function textsIn(body: string): string[] {
  const texts: string[] = [];
  JSON.parse(body, (_name, value) => {
    if (typeof value === 'string') texts.push(value);
  });
  return texts;
}

/** A text with each of the values replaced by `[redacted]`, the longest first, as one may hold another. */
export function redact(text: string, values: string[]): string {
  return values
    .filter((value) => value)
    .sort((a, b) => b.length - a.length)
    .reduce((parts, value) => parts.flatMap((part) => part.split(value)), [text])
    .join('[redacted]');
}
