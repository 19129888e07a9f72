// What reaches standard output and standard error, and in which form.

/** A stream to write to. */
export interface Output {
  readonly isTTY?: boolean | undefined;
  /** The width of a terminal, in characters. */
  readonly columns?: number | undefined;
  write(text: string, callback?: (error?: Error | null) => void): boolean;
}

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/**
 * A text in which nothing can steer a terminal: control characters, line ends and marks of writing direction are
 * written as `\uXXXX`. The service's texts come from outside.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu, escaped);
}

/** JSON in which nothing can steer a terminal; indented, or on one line. */
export function toJson(value: unknown, isIndented = false): string {
  const lines = JSON.stringify(value, null, isIndented ? 2 : 0).split('\n');
  // JSON.stringify leaves DEL, the C1 controls and the marks of direction as they are.
  return lines.map(printable).join('\n');
}

function toText(value: unknown): string {
  return printable(typeof value === 'object' ? JSON.stringify(value) : `${value}`);
}

/** A result as text: a scalar as it is, an object as lines of key, tab and value; empty where there is none. */
export function formatText(value: unknown): string {
  if (value == null) return '';
  if (typeof value !== 'object') return `${toText(value)}\n`;
  return Object.entries(value)
    .map(([key, member]) => `${printable(key)}\t${toText(member)}\n`)
    .join('');
}

/**
 * Writes to a stream, and tells whether the write arrived: `false` when the reader has closed the stream.
 *
 * @throws the stream's own error for every other failure, such as a full disk.
 */
export function write(stream: Output, text: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error?: NodeJS.ErrnoException | null) => {
      if (error && error.code !== 'EPIPE') reject(error);
      else resolve(!error);
    });
  });
}
