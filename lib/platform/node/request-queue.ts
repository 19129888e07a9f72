// Hands a bounded number of requests to undici at a time, in the order in which they came. undici itself keeps a request
// that was given up until a connection has come to it: with its body, for as long as a proxy stays silent, and it then
// gives the connection up with the request.
import type { AsyncResource } from 'node:async_hooks';

/** A request that waits for its turn. It is a link of the queue itself, so that waiting and leaving cost nothing. */
export interface QueuedRequest {
  /** Called once, when its turn has come. */
  dispatch(): void;
  /** The request before it, while it waits. Belongs to the queue. */
  earlier: QueuedRequest | undefined;
  /** The request behind it, while it waits. Belongs to the queue. */
  later: QueuedRequest | undefined;
  /** The async context in which it came, which those who trace the process must see. Belongs to the queue. */
  context: AsyncResource | undefined;
}

/** A queue in front of undici's pool. */
export class RequestQueue {
  private readonly limit: number;
  private running = 0;
  private first: QueuedRequest | undefined;
  private last: QueuedRequest | undefined;
  private isAdmitting = false;

  /** @param limit - how many requests undici may have at a time. */
  constructor(limit: number) {
    this.limit = limit;
  }

  /** Whether a request would be dispatched at once. */
  hasRoom(): boolean {
    return !this.first && this.running < this.limit;
  }

  /** Dispatches a request, at once where there is room. */
  enter(request: QueuedRequest): void {
    if (this.hasRoom()) {
      this.running++;
      request.dispatch();
      return;
    }
    // Loaded here, as hardly a process needs it, and it would delay the start of all.
    const hooks = process.getBuiltinModule('node:async_hooks');
    request.context = new hooks.AsyncResource('ForgotPasswordRequest');
    request.earlier = this.last;
    if (this.last) this.last.later = request;
    else this.first = request;
    this.last = request;
  }

  /** Takes a request that waits out of the queue; does nothing for one that does not wait. */
  leave(request: QueuedRequest): void {
    const { earlier, later } = request;
    if (!earlier && this.first !== request) return;
    if (earlier) earlier.later = later;
    else this.first = later;
    if (later) later.earlier = earlier;
    else this.last = earlier;
    request.earlier = undefined;
    request.later = undefined;
    request.context = undefined;
  }

  /** Notes that undici has let go of a request: the next one takes its place. */
  release(): void {
    this.running--;
    // A request that fails at once releases its place from within: a loop, or thousands of them would fill the stack.
    if (this.isAdmitting) return;
    this.isAdmitting = true;
    while (this.first && this.running < this.limit) {
      const request = this.first;
      const { context } = request;
      this.leave(request);
      this.running++;
      context?.runInAsyncScope(request.dispatch, request);
    }
    this.isAdmitting = false;
  }
}
