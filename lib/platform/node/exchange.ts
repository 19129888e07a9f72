// One attempt through undici, at the level of its dispatch handlers: there it is known exactly whether a request has
// been given to a connection. The methods are those that undici 7 calls by itself, and undici 8 no longer: the newer ones
// are built upon them there, and cost an eighth of a whole call.
import type { Dispatcher } from 'undici';
import { type AttemptEnd, type AttemptLimits, timeLimitOf } from '../../client/transport.ts';
import type { AttemptFailure, ConnectProblem } from '../../errors/transport-errors.ts';
import { type BodyBuffer, bodyBuffer } from '../../protocol/body.ts';
import type { ResponseHeaders } from '../../protocol/json11.ts';
import { startDeadline } from '../../util/deadline.ts';
import { isConnectError } from './connect-errors.ts';
import type { QueuedRequest, RequestQueue } from './request-queue.ts';

// By codes; OpenSSL uses some of those of TLS for an established connection as well.
const CONNECT_PROBLEMS: readonly (readonly [codes: RegExp, problem: ConnectProblem])[] = [
  [
    /^CERT_HAS_EXPIRED$/,
    {
      code: 'ERR_TRANSPORT_TLS',
      text: 'its certificate has expired',
      remedy: 'Renew it, or check the clock of this machine.',
    },
  ],
  [
    /^ERR_TLS_CERT_ALTNAME_INVALID$/,
    {
      code: 'ERR_TRANSPORT_TLS',
      text: 'its certificate is for another host',
      remedy: 'Check the host of the endpoint.',
    },
  ],
  [
    /^CERT_|TLS_CERT|^UNABLE_TO|SELF_SIGNED/,
    {
      code: 'ERR_TRANSPORT_TLS',
      text: 'its certificate is not trusted',
      remedy: 'Name the PEM file of its authority as caBundle (--ca-bundle, AWS_CA_BUNDLE).',
    },
  ],
  [
    /^ERR_SSL_|^EPROTO$/,
    {
      code: 'ERR_TRANSPORT_TLS',
      text: 'the TLS handshake failed',
      remedy: 'Check that the endpoint speaks https.',
    },
  ],
];

const ALL_IN_USE: ConnectProblem = {
  code: 'ERR_TRANSPORT_TIMEOUT',
  text: 'other calls had all connections until the time of the call was over',
  remedy: 'Raise maxConnections or timeoutMs.',
};

/** Headers as undici brings them. A reply is asked for one or two of them: none is decoded before. */
class RawHeaders implements ResponseHeaders {
  // Names and values in turn.
  private readonly raw: readonly Buffer[];

  constructor(raw: readonly Buffer[]) {
    this.raw = raw;
  }

  get(name: string): string | undefined {
    const { raw } = this;
    for (let at = 0; at < raw.length; at += 2) if (isNamed(raw[at], name)) return raw[at + 1]?.toString();
    return undefined;
  }
}

const isNamed = (header: Buffer | undefined, name: string): boolean =>
  header?.length === name.length && header.toString('latin1').toLowerCase() === name;

/** What is known of a connection that could not be made, beside what every platform knows. */
function problemOf(error: unknown): ConnectProblem | undefined {
  if (isConnectError(error)) return error.problem;
  const { code } = Object(error) as { readonly code?: unknown };
  return CONNECT_PROBLEMS.find(([codes]) => codes.test(String(code)))?.[1];
}

/** Hears from undici what becomes of one request, and keeps it to its limits: `onEnd` is called once. */
export class Exchange implements Dispatcher.DispatchHandler, QueuedRequest {
  earlier: QueuedRequest | undefined;
  later: QueuedRequest | undefined;
  context: QueuedRequest['context'];
  // Not #private, which costs a twentieth of a whole call on Node 20.
  private readonly limits: AttemptLimits;
  private readonly connectTimeoutMs: number;
  private readonly onEnd: (end: AttemptEnd) => void;
  private readonly body: BodyBuffer;
  private stopDeadline = (): void => {};
  // Until undici has written the request to a connection, the service cannot have seen it.
  private phase: AttemptFailure['phase'] = 'connect';
  private abort: ((reason?: Error) => void) | undefined;
  private failure: Error | undefined;
  private status = 0;
  private headers: Buffer[] = [];
  private queue: RequestQueue | undefined;
  private dispatcher: Dispatcher | undefined;
  private request: Dispatcher.DispatchOptions | undefined;
  private isDispatched = false;

  constructor(limits: AttemptLimits, connectTimeoutMs: number, onEnd: (end: AttemptEnd) => void) {
    this.limits = limits;
    this.connectTimeoutMs = connectTimeoutMs;
    this.onEnd = onEnd;
    this.body = bodyBuffer(limits.maxResponseBytes);
  }

  /** Waits for what it takes to send, for as long as the call has time: the time of the attempt begins afterwards. */
  wait(problem?: ConnectProblem): void {
    const timeoutMs = this.limits.remainingMs();
    this.startDeadline(timeoutMs, problem ? { problem } : { timeoutMs, limitName: 'timeoutMs' });
  }

  /** Sends a request when its turn has come. */
  enter(queue: RequestQueue, dispatcher: Dispatcher, request: Dispatcher.DispatchOptions): void {
    // Its time may have ended while the dispatcher was opened, or ends in this turn.
    if (this.failure || this.limits.signal?.aborted) return;
    this.queue = queue;
    this.dispatcher = dispatcher;
    this.request = request;
    if (!queue.hasRoom()) this.wait(ALL_IN_USE);
    queue.enter(this);
  }

  dispatch(): void {
    const { dispatcher, request } = this;
    const timeLimit = timeLimitOf(this.limits);
    this.request = undefined;
    this.isDispatched = true;
    if (!timeLimit.timeoutMs) {
      this.release();
      this.fail(timeLimit);
      return;
    }
    this.startDeadline(timeLimit.timeoutMs, timeLimit);
    try {
      if (request) dispatcher?.dispatch(request, this);
    } catch (error) {
      this.onError(error);
    }
  }

  onConnect(abort: (reason?: Error) => void): void {
    // Ended while it waited for a connection: undici writes nothing after this, and keeps the connection, which `abort`
    // would destroy.
    if (this.failure) throw this.failure;
    this.abort = abort;
    this.phase = 'request';
    this.limits.onSend();
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
    if (this.failure || this.body.add(chunk)) return true;
    const { maxResponseBytes } = this.limits;
    this.fail({ maxResponseBytes });
    return true;
  }

  onComplete(): void {
    this.stopDeadline();
    this.release();
    if (this.failure) return;
    this.onEnd({ status: this.status, headers: new RawHeaders(this.headers), body: this.body.text });
  }

  onError(cause: unknown): void {
    this.release();
    if (Object(cause).code === 'UND_ERR_CONNECT_TIMEOUT')
      this.fail({ timeoutMs: this.connectTimeoutMs, limitName: 'connectTimeoutMs' });
    else this.fail({ cause, problem: this.phase === 'connect' ? problemOf(cause) : undefined });
  }

  private startDeadline(timeoutMs: number, failure: Omit<AttemptFailure, 'phase'>): void {
    const { signal } = this.limits;
    this.stopDeadline();
    this.stopDeadline = startDeadline(timeoutMs, signal, () => this.fail(signal?.aborted ? {} : failure));
  }

  /** Gives its place to the next request, once: undici has let go of this one. */
  private release(): void {
    if (!this.isDispatched) return;
    this.isDispatched = false;
    this.queue?.release();
  }

  private fail(failure: Omit<AttemptFailure, 'phase'>): void {
    // To abort makes undici report an error in turn.
    if (this.failure) return;
    this.stopDeadline();
    const { cause } = failure;
    this.failure = cause instanceof Error ? cause : new Error('The attempt ended');
    const { phase } = this;
    this.queue?.leave(this);
    this.request = undefined;
    this.abort?.(this.failure);
    this.onEnd({ phase, ...failure });
  }
}
