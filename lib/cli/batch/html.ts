// HTML as text, in which nothing from outside can become markup.
import { printable } from '../output.ts';

/** Markup that is safe to put into a page. */
export interface Markup {
  readonly markup: string;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

type Part = Markup | string | number | readonly Markup[];

function textOf(part: Part): string {
  if (typeof part === 'string' || typeof part === 'number') {
    return printable(`${part}`).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
  }
  return 'markup' in part ? part.markup : part.map(({ markup }) => markup).join('');
}

/** A template of HTML: every text put into it is escaped, and markup is taken as it is. */
export function html(template: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return { markup: String.raw({ raw: template }, ...parts.map(textOf)) };
}

/** No markup. */
export const nothing: Markup = { markup: '' };
