// One attempt through undici, at the level of its dispatch handlers: there it is known exactly whether a request has
// been given to a connection. The methods are those that undici 7 calls by itself, and undici 8 no longer: the newer ones
// are built upon them there, and cost an eighth of a whole call.
import type { Dispatcher } from 'undici';
import type { Reply, ResponseHeaders } from '../../client/transport.ts';
import type { TransportPhase } from '../../errors/errors.ts';
import { connectError, transportError } from '../../errors/transport-failure.ts';
import { type BodyReader, bodyReader } from '../../protocol/body.ts';
import { startDeadline } from '../../util/deadline.ts';

// Names and values in turn. A reply is asked for one or two of them: none is decoded before.
function rawHeaders(raw: readonly Buffer[]): ResponseHeaders {
  const isAt = (at: number, name: string): boolean =>
    raw[at]?.length === name.length && raw[at].toString('latin1').toLowerCase() === name;
  return {
    get(name) {
      for (let at = 0; at < raw.length; at += 2) if (isAt(at, name)) return raw[at + 1]?.toString();
      return undefined;
    },
  };
}

/**
 * Hears from undici what becomes of one request, and keeps it to its limits: either `onReply` or `onFailure` is called,
 * once. `onSend` is called before the service can have seen anything of it.
 */
export class Exchange implements Dispatcher.DispatchHandler {
  // Not #private, which costs a twentieth of a whole call on Node 20.
  private readonly onSend: () => void;
  private readonly onReply: (reply: Reply) => void;
  private readonly onFailure: (reason: unknown) => void;
  private readonly read: BodyReader;
  private readonly stopDeadline: () => void;
  // Until undici has written the request to a connection, the service cannot have seen it.
  private phase: TransportPhase = 'connect';
  private abort: ((reason?: Error) => void) | undefined;
  private failure: Error | undefined;
  private status = 0;
  private headers: Buffer[] = [];

  constructor(
    timeoutMs: number,
    signal: AbortSignal | undefined,
    maxResponseBytes: number,
    onSend: () => void,
    onReply: (reply: Reply) => void,
    onFailure: (reason: unknown) => void,
  ) {
    this.onSend = onSend;
    this.onReply = onReply;
    this.onFailure = onFailure;
    this.read = bodyReader(maxResponseBytes);
    this.stopDeadline = startDeadline(
      timeoutMs,
      signal,
      () => this.fail(transportError(undefined, this.phase, 'timeout')),
      (reason) => this.fail(reason),
    );
  }

  start(dispatcher: Dispatcher, request: Dispatcher.DispatchOptions): void {
    try {
      dispatcher.dispatch(request, this);
    } catch (error) {
      this.onError(error);
    }
  }

  onConnect(abort: (reason?: Error) => void): void {
    this.abort = abort;
    if (this.failure) {
      // Ended while it waited for a connection: undici writes nothing after this.
      abort(this.failure);
      return;
    }
    this.phase = 'request';
    this.onSend();
  }

  onHeaders(status: number, headers: Buffer[]): boolean {
    // 1xx replies announce the one that counts.
    if (status < 200) return true;
    this.phase = 'response';
    this.status = status;
    this.headers = headers;
    return true;
  }

  onData(chunk: Uint8Array): boolean {
    try {
      this.read(chunk);
    } catch (error) {
      this.onError(error);
    }
    return true;
  }

  onComplete(): void {
    this.stopDeadline();
    this.onReply({ status: this.status, headers: rawHeaders(this.headers), body: this.read });
  }

  onError(error: unknown): void {
    this.stopDeadline();
    this.fail(this.phase === 'connect' ? connectError(error) : transportError(error, this.phase));
  }

  private fail(reason: unknown): void {
    // To abort makes undici report an error in turn.
    if (this.failure) return;
    this.failure = reason instanceof Error ? reason : new Error('aborted');
    this.abort?.(this.failure);
    this.onFailure(reason);
  }
}
