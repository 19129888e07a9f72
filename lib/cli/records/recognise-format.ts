// What an input is, by its first line. What looks like a broken or a foreign form of something is refused: it must not go out
// as usernames.
import { isObject } from '../../util/is-object.ts';
import { fieldsOf } from './csv.ts';
import { columnOf, DELIMITERS, delimiterOf, excelDelimiter, isTypeLine, isUsualTitle } from './csv-header.ts';
import { parseJson } from './json.ts';
import { isTableLine } from './table.ts';

/** How records are written, once that is known. */
export type RecordFormat = 'lines' | 'ndjson' | 'json' | 'csv' | 'text';

/** The format of an input, or why it is refused, in a sentence that follows the line's number. */
export type Recognised = { readonly format: RecordFormat } | { readonly refusal: string };

const refuse = (refusal: string): Recognised => ({ refusal });

const AS_JSON = "write --output json, or --query 'Users[].Username' --output text";

/** The format of a text that begins with a brace or a bracket; `isWhole` unless the line was cut. */
function recogniseJson(first: string, isWhole: boolean): Recognised {
  if (first.startsWith('[') || !isWhole) return { format: 'json' };
  const parsed = parseJson(first);
  if ('value' in parsed) {
    const isWrapper = isObject(parsed.value) && Array.isArray(parsed.value.Users);
    return { format: isWrapper ? 'json' : 'ndjson' };
  }
  // An object that goes on in the next lines; or one that is broken, which fails alone.
  const isLine = /\}\s*,?$/.test(first) && !/^\{\s*"Users"\s*:/.test(first);
  return { format: isLine ? 'ndjson' : 'json' };
}

// What the columns of a list of users hold beside usernames.
const isForeignField = (field: string): boolean =>
  /^(true|false|null|none|confirmed|unconfirmed|archived|compromised|unknown|reset_required|force_change_password|external_provider|\d{4}-\d\d-\d\d.*)$/i.test(
    field,
  );

/** Usernames with tabs between them; or the columns of a table without a header, which are not all usernames. */
function recogniseTabs(fields: readonly string[]): Recognised {
  if (/^(USERS|ATTRIBUTES|MFAOPTIONS)$/.test(fields[0] ?? '')) {
    return refuse(`has whole users as text; ${AS_JSON}`);
  }
  const addresses = fields.filter((field) => field.includes('@')).length;
  if (fields.some(isForeignField) || (addresses > 0 && addresses < fields.length)) {
    return refuse('has columns that are not all usernames, and no header; add a header line with a column Username');
  }
  return { format: 'text' };
}

/** The format of a text with columns, or of a single column with a title. */
function recogniseTitles(first: string): Recognised | undefined {
  const delimiter = delimiterOf(first, undefined);
  const titles = fieldsOf(first, delimiter) ?? first.split(delimiter);
  if (isTypeLine(first) || excelDelimiter(first) || titles.some((title) => columnOf(title))) return { format: 'csv' };
  if (titles.length === 1 && !isUsualTitle(titles[0] ?? '')) return undefined;
  if (delimiter === '\t' && !titles.some(isUsualTitle)) return recogniseTabs(titles);
  // The reader of the header tells the problem.
  return { format: 'csv' };
}

/** What is neither records nor a table of them. */
function foreignProblem(first: string): string | undefined {
  if (isTableLine(first)) return `is a line of a table for people; ${AS_JSON}`;
  if (/^(Users:|- |%YAML)/.test(first)) return `is YAML; ${AS_JSON}`;
  if (/^<[?!a-z]/i.test(first)) return 'is XML or HTML; write usernames, JSON or CSV';
  if (/^(null|true|false|undefined|None)$/.test(first)) {
    return `is ${first}, which is no username; remove the line, or fix the query that printed it`;
  }
  return undefined;
}

/** Tells a username in quotes from a header in quotes. */
function isJsonText(text: string): boolean {
  const parsed = parseJson(text);
  if ('problem' in parsed) return false;
  const title = `${parsed.value}`;
  return !columnOf(title) && !isUsualTitle(title);
}

/**
 * The format that a first line shows: JSON, if it begins like it; CSV, if it looks like a header; else usernames.
 *
 * @param first - the first line that is not blank, or its beginning unless `isWhole`.
 */
export function recogniseFormat(first: string, isWhole: boolean): Recognised {
  const text = first.trim();
  if (/^[{[]/.test(text)) return recogniseJson(text, isWhole);
  if (text.startsWith('"') && isJsonText(text)) return { format: 'ndjson' };
  if (/^"[^"]*",$/.test(text)) {
    return refuse('is an element of a JSON list; give the whole list, with its brackets');
  }
  const problem = foreignProblem(text);
  if (problem) return refuse(problem);
  const recognised = recogniseTitles(text);
  if (recognised) return recognised;
  return { format: text.startsWith('"') || DELIMITERS.some((delimiter) => text.includes(delimiter)) ? 'csv' : 'lines' };
}
