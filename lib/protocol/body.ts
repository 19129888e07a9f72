// Collects the body of a reply within a limit.

/** A body that comes chunk by chunk. */
export interface BodyBuffer {
  /** Takes the next chunk; `false` for the one that makes the body larger than allowed. */
  add(chunk: Uint8Array): boolean;
  /** The body as text; throws a `TypeError` when it is not UTF-8. */
  text(): string;
}

let decoder: TextDecoder | undefined;

/** An empty body. What it retains is bounded by the larger of one chunk and twice the limit, however small the chunks are. */
export function bodyBuffer(maxBytes: number): BodyBuffer {
  let bytes: Uint8Array | undefined;
  let length = 0;
  return {
    add(chunk) {
      const end = length + chunk.length;
      if (end > maxBytes) return false;
      // Most bodies are one chunk, which is read at once. Of several, none is kept: a platform's chunk can be a view on a
      // buffer that is thousands of times as large.
      if (!bytes) bytes = chunk;
      else {
        if (end > bytes.length) {
          const larger = new Uint8Array(Math.max(end, 2 * length));
          larger.set(bytes.subarray(0, length));
          bytes = larger;
        }
        bytes.set(chunk, length);
      }
      length = end;
      return true;
    },
    text() {
      decoder ??= new TextDecoder('utf-8', { fatal: true });
      return decoder.decode(bytes?.subarray(0, length));
    },
  };
}
