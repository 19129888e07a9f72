// Writes what the demonstration shows. Colours only where standard output is a terminal, and NO_COLOR is not set.
import { styleText } from 'node:util';
import { commandLines, cut, widthWithin, withMargin, wrapped } from './layout.ts';

const { stdout } = process;

const width = () => widthWithin(stdout.isTTY ? stdout.columns : undefined);
const write = (text: string): void => void stdout.write(`${text}\n`);
type Style = Parameters<typeof styleText>[0];
const styled = (style: Style, text: string): string =>
  text.replace(/^.+$/gm, (line) => styleText(style, line, { stream: stdout }));

/** A part of a text that stands out. */
export const strong = (text: string): string => styled('bold', text);

/** The title of a step. */
export const title = (text: string): void => write(`\n${styled('bold', wrapped(text, width()))}`);

/** A text for people, which is wrapped. */
export const say = (text: string): void => write(withMargin(wrapped(text, width())));

/** Something less important. */
export const note = (text: string): void => write(withMargin(styled('dim', wrapped(text, width()))));

/** A command of a shell. */
export const command = (line: string): void => write(withMargin(styled('cyan', commandLines(`$ ${line}`, width()))));

/** A line of a program. */
export const program = (line: string): void => write(withMargin(styled('cyan', wrapped(line, width()))));

/** Records of data, each on one line, which the width of the terminal cuts. */
export function records(lines: string): void {
  const shown = cut(lines, width());
  write(withMargin(shown));
  if (shown !== lines) note('(cut at the width of this terminal)');
}
