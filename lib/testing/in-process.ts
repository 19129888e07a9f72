// The service without a network: a transport for the client, and a replacement for fetch.
import type { Transport, TransportResponse } from '../client/transport.ts';
import { abortReason, throwIfAborted } from '../util/abort.ts';
import { brokenConnection, resetConnection } from './broken-connection.ts';
import type { Fate, Reply, Service } from './service.ts';

type Replied = Extract<Fate, { readonly reply: Reply }>;

/** A function like the global `fetch`. */
export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
/** The part of a reply that arrives before the connection breaks. */
const beginning = ({ body }: Reply): Uint8Array<ArrayBuffer> => bytesOf(body.slice(0, Math.max(1, body.length / 2)));

/** Settles as `work` does, or rejects with the signal's reason once the signal aborts. */
function unlessAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(abortReason(signal));
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.finally(() => signal.removeEventListener('abort', abort)).then(resolve, reject);
  });
}

/** Waits for the reply. Rejects if the connection is reset; if it stalls, waits until the signal aborts. */
async function replyOf(work: Promise<Fate>, signal: AbortSignal): Promise<Replied> {
  const fate = await unlessAborted(work, signal);
  if ('reply' in fate) return fate;
  if (fate.kind === 'reset') throw resetConnection();
  return unlessAborted(new Promise<never>(() => {}), signal);
}

const headersOf = ({ headers }: Reply): TransportResponse['headers'] => ({ get: (name) => headers[name] });

/** A body that fails after its first chunk. */
function cutBody(reply: Reply): TransportResponse['body'] {
  const stream = new ReadableStream<Uint8Array>(cutSource(reply));
  return stream;
}

function cutSource(reply: Reply): UnderlyingDefaultSource<Uint8Array> {
  let isBegun = false;
  return {
    pull(controller) {
      if (isBegun) controller.error(brokenConnection('terminated', 'UND_ERR_SOCKET'));
      else controller.enqueue(beginning(reply));
      isBegun = true;
    },
  };
}

/** Creates a transport to a service. */
export function transportTo(service: Service): Transport {
  return async (_url, { headers, body, signal }) => {
    throwIfAborted(signal);
    const { kind, reply } = await replyOf(service.receive({ target: headers['x-amz-target'], body }), signal);
    const broken = kind === 'cut' ? brokenConnection('terminated', 'UND_ERR_SOCKET') : undefined;
    const text = (): Promise<string> => (broken ? Promise.reject(broken) : Promise.resolve(reply.body));
    const answer = { status: reply.status, headers: headersOf(reply), text };
    // React Native has no streams.
    return broken && typeof ReadableStream === 'function' ? { ...answer, body: cutBody(reply) } : answer;
  };
}

/** Creates a `fetch` to a service. It ignores the URL. */
export function fetchTo(service: Service): Fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    throwIfAborted(request.signal);
    const target = request.headers.get('x-amz-target') ?? undefined;
    const work = request.text().then((body) => service.receive({ target, body }));
    const { kind, reply } = await replyOf(work, request.signal);
    const { status, headers, body } = reply;
    if (kind === 'cut') return new Response(new ReadableStream(cutSource(reply)), { status, headers });
    return new Response(body || null, { status, headers });
  };
}
