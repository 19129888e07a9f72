import type { ClientEvent } from '../node.ts';
import type { Ending } from './failures.ts';

/** A signal that ends a run, and the listener that it hangs on. */
export interface GentleSignal {
  readonly signal: AbortSignal;
  /** Must be told of every event of the clients. */
  observe(event: ClientEvent): void;
  /** What became of the call that has ended last, since this was last asked for; nothing where none has. */
  takeEnding(): Ending | undefined;
}

/**
 * A signal that follows an interruption as soon as no request is in progress: a request that has gone out is waited for,
 * so that it is known what became of it, while a wait before a further attempt ends at once. `onWait` is called when
 * the interruption has to wait.
 */
export function gentleSignal(interruption: AbortSignal, onWait: () => void): GentleSignal {
  const controller = new AbortController();
  let underWay = 0;
  let ending: Ending | undefined;
  const follow = (): void => {
    if (interruption.aborted && !underWay) controller.abort(interruption.reason);
  };
  const begin = (): void => {
    if (underWay) onWait();
    follow();
  };
  if (interruption.aborted) follow();
  else interruption.addEventListener('abort', begin, { once: true });
  return {
    signal: controller.signal,
    observe(event) {
      const { type, attempts } = event;
      if (type === 'attempt-started') underWay++;
      // A call may end before it has made an attempt, or in the wait for another one.
      else if (type === 'retry-scheduled' || (type === 'call-finished' && attempts && underWay)) underWay--;
      if (type === 'call-finished') ending = event.outcome;
      follow();
    },
    takeEnding() {
      const taken = ending;
      ending = undefined;
      return taken;
    },
  };
}
