// What the header of a CSV text says: which columns hold what, and which are somebody else's.
import { parameterName } from '../../cmdlet/parameters.ts';
import { didYouMean } from '../../schema/did-you-mean.ts';
import { type Delimiter, fieldsOf, type Row } from './csv.ts';
import { unreadable } from './record.ts';

/** A column whose fields are used. */
export interface Column {
  readonly index: number;
  /** The parameter. */
  readonly name: string;
  /** The key of ClientMetadata. */
  readonly key?: string;
}

/** A header that has been understood. */
export interface Header {
  /** How many columns each row must have. */
  readonly width: number;
  readonly columns: readonly Column[];
  /** The titles of the columns that are not used. */
  readonly ignored: readonly string[];
}

const METADATA = 'ClientMetadata';

/** Parts the fields of the first line, the first one being the one that wins a draw. */
export const DELIMITERS: readonly Delimiter[] = [',', ';', '\t'];

/** Titles of columns which usually hold usernames, or something that looks like them, in foreign files. */
const USUAL_TITLES: readonly string[] = [
  'email',
  'email_address',
  'sub',
  'id',
  'name',
  'user',
  'user_name',
  'phone_number',
  'preferred_username',
];

// What a misspelt column may have been meant to be.
const COMMON = ['Username', 'ClientId', 'SecretHash', METADATA, 'Select', 'Region', 'EndpointUrl'];

/** Tells the line that Windows PowerShell's Export-Csv writes before the header. */
export function isTypeLine(text = ''): boolean {
  return text.startsWith('#TYPE ');
}

/** The delimiter that the line `sep=;` of Excel names before the header. */
export function excelDelimiter(text: string): Delimiter | undefined {
  const sign = /^sep=(.)$/i.exec(text)?.[1];
  return DELIMITERS.find((delimiter) => delimiter === sign);
}

const isTitle = (title: string, name: string): boolean => title.trim().toLowerCase() === name.toLowerCase();

/** Tells whether a title is one that people usually give a column. */
export const isUsualTitle = (title: string): boolean => USUAL_TITLES.some((usual) => isTitle(title, usual));

/** The parameter that a column's title stands for. */
export function columnOf(title: string): Omit<Column, 'index'> | undefined {
  if (isTitle(title, 'cognito:username')) return { name: 'Username' };
  const [prefix = '', ...rest] = title.trim().split('.');
  const name = parameterName(prefix);
  if (!rest.length) return name === undefined ? undefined : { name };
  return name === METADATA ? { name, key: rest.join('.') } : undefined;
}

/** The delimiter by which a first line has the column of usernames, or else the most columns. */
export function delimiterOf(first: string, usernameColumn: string | undefined): Delimiter {
  const candidates = DELIMITERS.map((delimiter) => ({ delimiter, fields: fieldsOf(first, delimiter) ?? [] }));
  const isUsername = (title: string): boolean =>
    usernameColumn === undefined ? columnOf(title)?.name === 'Username' : isTitle(title, usernameColumn);
  const named = candidates.find(({ fields }) => fields.some(isUsername));
  const [widest] = candidates.toSorted((one, other) => other.fields.length - one.fields.length);
  return (named ?? widest)?.delimiter ?? ',';
}

/** What to write where no column holds the usernames. Names titles only where they are titles for certain. */
function missingUsername(line: number, titles: readonly string[], usernameColumn: string | undefined): Error {
  if (usernameColumn !== undefined) {
    return unreadable(
      line,
      `has no column of the name that --username-column gives, among its ${titles.length} columns`,
    );
  }
  const usual = titles.find(isUsualTitle);
  if (usual !== undefined) {
    const title = usual.trim();
    return unreadable(
      line,
      `is a header without a column Username; if ${title} holds the usernames, write --username-column ${title}`,
    );
  }
  const misspelt = titles.findIndex((title) => didYouMean(title, ['Username']));
  const remedy =
    misspelt < 0
      ? 'add a header line, or name the column with --username-column'
      : `did you mean Username in column ${misspelt + 1}?`;
  // Not quoted: without a header, this is a user's record.
  return unreadable(line, `is no header: no column is named Username; ${remedy}`);
}

function usernameIndex(line: number, titles: readonly string[], usernameColumn: string | undefined): number {
  const matches = (isMatch: (title: string) => boolean): number[] =>
    titles.flatMap((title, index) => (isMatch(title) ? [index] : []));
  const exact = usernameColumn === undefined ? [] : matches((title) => title.trim() === usernameColumn);
  const [first, second] = exact.length
    ? exact
    : matches((title) =>
        usernameColumn === undefined ? columnOf(title)?.name === 'Username' : isTitle(title, usernameColumn),
      );
  if (first === undefined) throw missingUsername(line, titles, usernameColumn);
  if (second === undefined) return first;
  throw unreadable(line, `has two columns of usernames, ${first + 1} and ${second + 1}; remove one of them`);
}

/** How a column that is not used is called, with what it may have been meant to be. */
function ignoredTitle(title: string, index: number): string {
  const meant = columnOf(title) ? '' : didYouMean(title, COMMON).replace('; did', ' - did');
  return title ? `${title}${meant}` : `column ${index + 1} without a title`;
}

/** @throws `RequestValidationError` for a header with which no record can be understood. */
export function readHeader({ line, fields: titles, problem }: Row, usernameColumn: string | undefined): Header {
  if (problem) throw unreadable(line, problem);
  const username = usernameIndex(line, titles, usernameColumn);
  const columns: Column[] = [];
  const ignored: string[] = [];
  const seen = new Set<string>();
  for (const [index, title] of titles.entries()) {
    const column = index === username ? { name: 'Username' } : columnOf(title);
    if (!column || (column.name === 'Username' && index !== username)) {
      ignored.push(ignoredTitle(title.trim(), index));
      continue;
    }
    const id = JSON.stringify([column.name, column.key]);
    if (seen.has(id)) throw unreadable(line, `has column ${index + 1} twice; remove one of them`);
    seen.add(id);
    columns.push({ index, ...column });
  }
  return { width: titles.length, columns, ignored };
}
