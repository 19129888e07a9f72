// Lays out what the demonstration shows: for a terminal by its width, and as it is for everything else.
import wrapAnsi from 'wrap-ansi';

/** The width of a terminal; without one, nothing is wrapped or cut. */
export type Columns = number | undefined;

const MARGIN = '  ';

/** The words of a command line, quoted where a shell needs it. */
export const quoted = (word: string): string => (/^[\w@:/.=-]+$/.test(word) ? word : `'${word}'`);

/** A shell command that fits the terminal: continued on further lines before flags, pipes and redirections. */
export function commandLines(command: string, columns: Columns): string {
  const lines: string[] = [];
  for (const part of command.split(/ (?=--?[\w]|[|<>] )/)) {
    const last = lines.at(-1);
    // Two for the backslash.
    const fits = last !== undefined && last.length + 1 + part.length + 2 <= (columns ?? Number.POSITIVE_INFINITY);
    if (fits) lines[lines.length - 1] = `${last} ${part}`;
    else lines.push(last === undefined ? part : `    ${part}`);
  }
  return lines.join(' \\\n');
}

/** Wraps each line of a text between words. What continues an indented line is indented further. */
export function wrapped(text: string, columns: Columns): string {
  if (columns === undefined) return text;
  const lines = text.split('\n').map((line) => {
    const [indent = ''] = /^ */.exec(line) ?? [];
    const hanging = indent && `${indent}${MARGIN}`;
    const [first = '', ...rest] = wrapAnsi(line.slice(indent.length), columns - hanging.length).split('\n');
    return [indent + first, ...rest.map((each) => hanging + each)].join('\n');
  });
  return lines.join('\n');
}

/** Cuts each line of a text to the width of the terminal. */
export function cut(text: string, columns: Columns): string {
  if (columns === undefined) return text;
  const short = (line: string): string => (line.length > columns ? `${line.slice(0, columns - 1)}…` : line);
  return text.split('\n').map(short).join('\n');
}

/** A text with a margin on its left, for which a terminal of so many columns leaves {@link widthWithin}. */
export const withMargin = (text: string): string => text.replace(/^(?=.)/gm, MARGIN);

/** The columns beside the margin. */
export const widthWithin = (columns: Columns): Columns =>
  columns === undefined ? undefined : Math.max(20, columns - MARGIN.length);
