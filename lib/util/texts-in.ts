/** Every text in a JSON body that we made ourselves. */
export function textsIn(body: string): string[] {
  const texts: string[] = [];
  JSON.parse(body, (_name, value) => {
    if (typeof value === 'string') texts.push(value);
  });
  return texts;
}
