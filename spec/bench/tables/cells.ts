// Formats Markdown tables, which are readable on a terminal too.
import { markdownTable } from 'markdown-table';
import type { Interval } from '../results.ts';

/** A number with about three significant digits. */
export function digits(value: number): string {
  if (Number.isNaN(value)) return '–';
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en');
  return value.toFixed(Math.abs(value) >= 10 ? 1 : 2);
}

/** A whole number from a key of the results. */
export const whole = (key: string): string => Number(key).toLocaleString('en');

/** A ratio, with more digits. */
export const ratio = (value: number): string => (value >= 100 ? digits(value) : value.toFixed(value >= 10 ? 1 : 3));

/** A median with its interval. */
export function interval({ median, low, high }: Interval, format = digits): string {
  return `${format(median)} (${format(low)}–${format(high)})`;
}

export const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** A table with a title; all columns but the first are aligned to the right. */
export function table(title: string, headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const align = headings.map((_, column) => (column ? 'right' : 'left'));
  return `\n**${title}**\n\n${markdownTable([headings, ...rows], { align })}`;
}
