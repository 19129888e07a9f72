// From a body, whatever its type, to its fields.
import type { AnswerName } from './answers.ts';
import type { Surroundings } from './surroundings.ts';

/** The fields of a body, or the answer to a body that cannot be read. */
export type Fields = { readonly fields: ReadonlyMap<string, string> } | { readonly refusal: AnswerName };

type BodyKind = 'json' | 'form';

const KINDS: Readonly<Record<string, BodyKind>> = {
  'application/json': 'json',
  'application/x-www-form-urlencoded': 'form',
  'multipart/form-data': 'form',
};

/** The kind of the request's body, by its content type; `undefined` for one that the handler does not read. */
export function bodyKind(request: Request): BodyKind | undefined {
  const [type = ''] = (request.headers.get('content-type') ?? '').split(';');
  const name = type.trim().toLowerCase();
  return Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
}

// For all of a body, which is hundreds of bytes: a client that stalls must not hold a request for ever.
const BODY_TIMEOUT_MS = 10_000;

/** Reads at most so many bytes; `undefined` for a larger body. Rejects when the body stalls. */
async function readBytes(
  request: Request,
  maxBytes: number,
  startTimer: Surroundings['startTimer'],
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (Number(request.headers.get('content-length')) > maxBytes) return undefined;
  const reader = request.body?.getReader();
  if (!reader) return new Uint8Array();
  let stop = (): void => {};
  const late = new Promise<never>((_resolve, reject) => {
    stop = startTimer(BODY_TIMEOUT_MS, () => reject(new Error(`no end of the body within ${BODY_TIMEOUT_MS} ms`)));
  });
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  try {
    for (;;) {
      const { value } = await Promise.race([reader.read(), late]);
      if (!value) return joined(parts, length);
      length += value.length;
      if (length > maxBytes) return undefined;
      // A copy: a part may be a view on far more memory.
      parts.push(value.slice());
    }
  } finally {
    stop();
    // Not awaited: a client that never ends its body must not keep the answer back.
    reader.cancel().catch(() => {});
  }
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let position = 0;
  for (const part of parts) {
    bytes.set(part, position);
    position += part.length;
  }
  return bytes;
}

const NAMES: readonly string[] = ['username', 'code', 'password', 'passwordAgain'];

/** The fields of ours, unless one stands twice or is no text: a program in front might read another one of them. */
function uniqueTexts(entries: Iterable<readonly [string, unknown]>): ReadonlyMap<string, string> | undefined {
  const fields = new Map<string, string>();
  for (const [name, value] of entries) {
    if (!NAMES.includes(name)) continue;
    if (typeof value !== 'string' || fields.has(name)) return undefined;
    fields.set(name, value);
  }
  return fields;
}

function parseJson(bytes: Uint8Array): ReadonlyMap<string, string> | undefined {
  const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return uniqueTexts(Object.entries(value));
}

async function parseForm(bytes: Uint8Array<ArrayBuffer>, contentType: string) {
  const form = await new Response(bytes, { headers: { 'content-type': contentType } }).formData();
  return uniqueTexts(form);
}

/** Reads the fields of a request whose body is of a kind that the handler reads. */
export async function readFields(request: Request, maxBytes: number, { startTimer }: Surroundings): Promise<Fields> {
  try {
    const bytes = await readBytes(request, maxBytes, startTimer);
    if (!bytes) return { refusal: 'bodyTooLarge' };
    const contentType = request.headers.get('content-type') ?? '';
    const fields = bodyKind(request) === 'json' ? parseJson(bytes) : await parseForm(bytes, contentType);
    return fields ? { fields } : { refusal: 'invalidRequest' };
  } catch {
    // Not JSON, no form, or a body that broke off or stalled.
    return { refusal: 'invalidRequest' };
  }
}
