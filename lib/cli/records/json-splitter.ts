// Cuts JSON documents into the elements of their list, in constant memory. What an element holds, JSON.parse decides: this
// only finds where each one ends, and holds the commas and brackets between them against the grammar.
import { MOST_BYTES } from './lines.ts';
import { unreadable } from './record.ts';

/** One element of a list, or a document that is no list. */
export interface JsonElement {
  /** The line in which it begins, from 1. */
  readonly line: number;
  readonly bytes: Uint8Array;
  /** An element of a list, a user of the list `Users`, or a document on its own, whose list `Users` is left empty. */
  readonly kind: 'element' | 'user' | 'document';
}

/** Told of each element as soon as it ends. */
type OnElement = (element: JsonElement) => void;

const [LINE_FEED, QUOTE, COMMA, OPEN_LIST, BACKSLASH, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [...'\n",[\\]{}'].map(
  (character) => character.charCodeAt(0),
);
const isSpace = (byte: number): boolean => byte === 32 || (byte >= 9 && byte <= 13);
const isOpening = (byte: number): boolean => byte === OPEN_OBJECT || byte === OPEN_LIST;
const isClosing = (byte: number): boolean => byte === CLOSE_OBJECT || byte === CLOSE_LIST;

/** Where the search for the end of a value stopped. */
interface Stop {
  readonly at: number;
  /** Before a list that is a member of the value, instead of behind the value. */
  readonly isList: boolean;
}

/** Follows one value to its end, over any number of chunks. */
class ValueEnd {
  line: number;
  #depth = 0;
  #isText = false;
  #isEscaped = false;
  readonly #isBare: boolean;
  readonly #stopsAtLists: boolean;

  constructor(first: number, line: number, stopsAtLists: boolean) {
    this.line = line;
    this.#isBare = first !== QUOTE && !isOpening(first);
    this.#stopsAtLists = stopsAtLists;
  }

  find(chunk: Uint8Array, start: number): Stop | undefined {
    for (let at = start; at < chunk.length; at++) {
      const byte = chunk[at] as number;
      if (this.#isBare && (isSpace(byte) || isClosing(byte) || byte === COMMA)) return { at, isList: false };
      if (byte === LINE_FEED) this.line++;
      if (this.#isText) this.#readText(byte);
      else if (byte === QUOTE) this.#isText = true;
      else if (isOpening(byte)) {
        const isMember = this.#stopsAtLists && this.#depth === 1 && byte === OPEN_LIST;
        this.#depth++;
        if (isMember) return { at, isList: true };
      } else if (isClosing(byte)) this.#depth--;
      else continue;
      if (this.#depth === 0 && !this.#isText && !this.#isBare) return { at: at + 1, isList: false };
    }
    return undefined;
  }

  #readText(byte: number): void {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (byte === BACKSLASH) this.#isEscaped = true;
    else if (byte === QUOTE) this.#isText = false;
  }
}

/** A value of which the beginning has been seen. */
interface OpenValue {
  readonly line: number;
  readonly end: ValueEnd;
  readonly parts: Uint8Array[];
  length: number;
}

// A brace or comma before the name: a quote within a text has a backslash there.
const USERS_LIST = /[{,]\s*"Users"\s*:\s*\[$/;

// More than the name of the list and the space around it have.
const TAIL_BYTES = 200;

/** The end of a text in parts. */
function tailOf(parts: readonly Uint8Array[]): string {
  const tail: Uint8Array[] = [];
  let length = 0;
  for (let index = parts.length - 1; index >= 0 && length < TAIL_BYTES; index--) {
    const part = (parts[index] as Uint8Array).subarray(-TAIL_BYTES);
    tail.unshift(part);
    length += part.length;
  }
  return Buffer.concat(tail).toString();
}

/** Cuts the chunks of one text. */
export class JsonSplitter {
  #line = 1;
  #context: 'top' | 'list' | 'users' = 'top';
  #expected: 'value' | 'value or end' | 'comma or end' = 'value';
  #open: OpenValue | undefined;
  /** The object around the list `Users`. */
  #wrapper: OpenValue | undefined;
  #hasList = false;
  #hasOthers = false;

  /**
   * Tells of each element that ends in the next chunk.
   *
   * @throws `RequestValidationError` where the text is no JSON, or more than one list.
   */
  push(chunk: Uint8Array, onElement: OnElement): void {
    let at = 0;
    while (at < chunk.length) at = this.#open ? this.#follow(this.#open, chunk, at, onElement) : this.#step(chunk, at);
  }

  /**
   * Ends the text; tells of the value that only its end ends.
   *
   * @throws `RequestValidationError` where it ends too early.
   */
  end(onElement: OnElement): void {
    // A bare value ends at white space, too.
    this.push(Uint8Array.of(32), onElement);
    const open = this.#open ?? this.#wrapper;
    if (open) throw unreadable(open.line, 'begins a JSON value that never ends; nothing of the document was sent');
    if (this.#context !== 'top') throw this.#problem('ends the text before its JSON list ends');
  }

  #problem(what: string): Error {
    return unreadable(this.#line, `${what}; nothing of the document was sent`);
  }

  /** Reads one byte between values, and goes to the next one. */
  #step(chunk: Uint8Array, at: number): number {
    const byte = chunk[at] as number;
    if (byte === LINE_FEED) this.#line++;
    if (isSpace(byte)) return at + 1;
    if (this.#context === 'top') return this.#begin(byte, at);
    if (byte === CLOSE_LIST && this.#expected !== 'value') return this.#closeList(at);
    if (byte === COMMA && this.#expected === 'comma or end') {
      this.#expected = 'value';
      return at + 1;
    }
    if (this.#expected === 'comma or end' && !isClosing(byte))
      throw this.#problem('is not valid JSON: a comma is missing before it');
    return this.#begin(byte, at);
  }

  #begin(byte: number, at: number): number {
    const isTop = this.#context === 'top';
    if (byte === COMMA || isClosing(byte)) throw this.#problem('is not valid JSON: a value is missing');
    if (isTop && (this.#hasList || (byte === OPEN_LIST && this.#hasOthers))) {
      throw this.#problem('begins a second JSON document beside a list; join them into one list');
    }
    if (isTop && byte === OPEN_LIST) {
      this.#hasList = true;
      this.#context = 'list';
      this.#expected = 'value or end';
      return at + 1;
    }
    this.#hasOthers ||= isTop;
    this.#open = {
      line: this.#line,
      end: new ValueEnd(byte, this.#line, isTop && byte === OPEN_OBJECT),
      parts: [],
      length: 0,
    };
    return at;
  }

  #closeList(at: number): number {
    this.#context = 'top';
    const wrapper = this.#wrapper;
    this.#wrapper = undefined;
    if (!wrapper) return at + 1;
    // The end of the list is the wrapper's to read; the lines within it, it has not seen.
    wrapper.end.line = this.#line;
    this.#open = wrapper;
    return at;
  }

  /** Takes what belongs to the open value; goes to behind it. */
  #follow(open: OpenValue, chunk: Uint8Array, start: number, onElement: OnElement): number {
    const stop = open.end.find(chunk, start);
    const at = stop ? stop.at + Number(stop.isList) : chunk.length;
    open.parts.push(chunk.subarray(start, at));
    open.length += at - start;
    if (open.length > MOST_BYTES) throw unreadable(open.line, 'begins a JSON value that is longer than 1 MiB');
    if (!stop) return at;
    this.#line = open.end.line;
    if (stop.isList) this.#enterList(open);
    else this.#close(open, onElement);
    return at;
  }

  #enterList(open: OpenValue): void {
    if (!USERS_LIST.test(tailOf(open.parts))) return;
    this.#open = undefined;
    this.#wrapper = open;
    this.#context = 'users';
    this.#expected = 'value or end';
  }

  #close({ line, parts }: OpenValue, onElement: OnElement): void {
    const bytes = parts.length === 1 ? (parts[0] as Uint8Array) : Buffer.concat(parts);
    this.#open = undefined;
    const kind = this.#context === 'top' ? 'document' : this.#context === 'users' ? 'user' : 'element';
    this.#expected = 'comma or end';
    onElement({ line, bytes, kind });
  }
}
