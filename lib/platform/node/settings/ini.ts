// The ini grammar of AWS's shared files, as the tests that all AWS SDKs share have it; indented properties are read as
// botocore reads them. Knows nothing of profiles.

/** A property of a section. */
export interface IniProperty {
  /** The value; lines that continue it are joined with line feeds. Empty where the property holds nested ones. */
  readonly value: string;
  /** What the indented lines below `key =` say. */
  readonly nested: ReadonlyMap<string, string>;
}

/** What stands between one `[…]` and the next. A name may occur more than once. */
export interface IniSection {
  /** The text between the brackets, trimmed. */
  readonly name: string;
  /** The properties by their names in lower case; of two with one name, the last one. */
  readonly properties: ReadonlyMap<string, IniProperty>;
}

/** A line that the grammar does not know. Never holds any of its text: these files hold credentials. */
export interface IniProblem {
  /** The line's number, from 1. */
  readonly line: number;
  /** What is wrong with it. */
  readonly message: string;
}

/** What a file holds, and which of its lines were passed over. */
export interface IniFile {
  readonly sections: readonly IniSection[];
  readonly problems: readonly IniProblem[];
}

interface OpenProperty {
  /** A line belongs to it that is indented by more. */
  readonly indent: number;
  value: string;
  readonly nested: Map<string, string>;
}

/** Splits at the first `=`; nothing where there is none. */
function assignment(text: string): [key: string, value: string] | undefined {
  const end = text.indexOf('=');
  // Not trimmed: the white space before a comment may be all there is between it and the sign.
  return end < 0 ? undefined : [text.slice(0, end).trim().toLowerCase(), text.slice(end + 1)];
}

/** Adds an indented line to the property above it; tells the problem when it cannot. */
function extend(property: OpenProperty, text: string): string | undefined {
  if (property.value) {
    property.value += `\n${text}`;
    return undefined;
  }
  const [key, value = ''] = assignment(text) ?? [];
  if (key === undefined) return 'a nested property without "="';
  if (!key) return 'a nested property without a name';
  property.nested.set(key, withoutComment(value));
  return undefined;
}

/** A value without the comment that white space parts from it. */
function withoutComment(value: string): string {
  return value.replace(/\s[#;].*/s, '').trim();
}

/** Reads a text. Never fails: what it cannot read it leaves out, and lists. */
export function parseIni(text: string): IniFile {
  const sections: IniSection[] = [];
  const problems: IniProblem[] = [];
  let properties: Map<string, IniProperty> | undefined;
  let property: OpenProperty | undefined;

  const openSection = (line: string): string | undefined => {
    const name = /^\[([^\]]*)\]\s*(?:[#;].*)?$/s.exec(line)?.[1]?.trim();
    property = undefined;
    // What follows a broken heading belongs to a section of unknown name: certainly not to the one before.
    properties = name === undefined ? undefined : new Map();
    if (name === undefined || !properties) return 'a section without its "]"';
    sections.push({ name, properties });
    return undefined;
  };

  const openProperty = (line: string, indent: number): string | undefined => {
    const [key, value = ''] = assignment(line) ?? [];
    property = undefined;
    if (!properties) return 'a property before any section';
    if (key === undefined) return 'a property without "="';
    if (!key) return 'a property without a name';
    property = { indent, value: withoutComment(value), nested: new Map() };
    properties.set(key, property);
    return undefined;
  };

  const read = (line: string): string | undefined => {
    const content = line.trim();
    if (!content || /^[#;]/.test(content)) return undefined;
    const indent = line.search(/\S/);
    if (property && indent > property.indent) return extend(property, content);
    return content.startsWith('[') ? openSection(content) : openProperty(content, indent);
  };

  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .entries()) {
    const message = read(line);
    if (message) problems.push({ line: index + 1, message });
  }
  return { sections, problems };
}
