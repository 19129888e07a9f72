// One attempt through undici, at the level of its dispatch handlers: there it is known exactly whether a request has
// been given to a connection.
import type { Dispatcher } from 'undici';
import type { TransportPhase, TransportProblem } from '../errors.ts';
import { type BodyReader, bodyReader } from './body.ts';
import { startDeadline } from './deadline.ts';
import { timeoutError, transportError } from './failure.ts';
import type { Reply } from './transport.ts';

type IncomingHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** What kept a connection from being made. OpenSSL uses some of these codes for an established one as well. */
function connectProblem(error: unknown): TransportProblem {
  return /^(ERR_SSL_|EPROTO$)/.test(Object(error).code) ? 'TLS' : 'CONNECT';
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
  private controller: Dispatcher.DispatchController | undefined;
  private failure: Error | undefined;
  private status = 0;
  private headers: IncomingHeaders = {};

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
      () => this.fail(timeoutError(this.phase, timeoutMs)),
      (reason) => this.fail(reason),
    );
  }

  start(dispatcher: Dispatcher, request: Dispatcher.DispatchOptions): void {
    try {
      dispatcher.dispatch(request, this);
    } catch (error) {
      this.onResponseError(undefined, error);
    }
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    if (this.failure) {
      // Ended while it waited for a connection: undici writes nothing after this.
      controller.abort(this.failure);
      return;
    }
    this.phase = 'request';
    this.onSend();
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: IncomingHeaders): void {
    // 1xx replies announce the one that counts.
    if (status < 200) return;
    this.phase = 'response';
    this.status = status;
    this.headers = headers;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Uint8Array): void {
    try {
      this.read(chunk);
    } catch (error) {
      this.onResponseError(undefined, error);
    }
  }

  onResponseEnd(): void {
    const headers = this.headers;
    const get = (name: string): string | undefined => {
      const value = headers[name];
      return typeof value === 'object' ? value[0] : value;
    };
    this.stopDeadline();
    this.onReply({ status: this.status, headers: { get }, body: this.read });
  }

  onResponseError(_controller: Dispatcher.DispatchController | undefined, error: unknown): void {
    this.stopDeadline();
    this.fail(transportError(error, this.phase, this.phase === 'connect' ? connectProblem(error) : 'FAILED'));
  }

  private fail(reason: unknown): void {
    // To abort makes undici report an error in turn.
    if (this.failure) return;
    this.failure = reason instanceof Error ? reason : new Error('aborted');
    this.controller?.abort(this.failure);
    this.onFailure(reason);
  }
}
