// Handlers whose time is the spec's.
import { createHandler } from '../../../lib/handler/create-handler.ts';
import type { ForgotPasswordCaller, ForgotPasswordHandlerOptions } from '../../../lib/handler/options.ts';
import { type Surroundings, webSurroundings } from '../../../lib/handler/surroundings.ts';
import { type VirtualClock, virtualClock } from '../../support/virtual-clock.ts';

/** Surroundings in which time passes only when nothing else is left to happen. */
export function virtualSurroundings(clock: VirtualClock): Surroundings {
  return {
    now: clock.now,
    sleep: (ms) => clock.wait(ms, undefined),
    startTimer(ms, onEnd) {
      const controller = new AbortController();
      clock.wait(ms, controller.signal).then(onEnd, () => {});
      return () => controller.abort();
    },
    randomBytes: webSurroundings.randomBytes,
  };
}

/** Answers, and tells how long it took. */
export interface TimedHandler {
  readonly clock: VirtualClock;
  readonly answer: (request: Request) => Promise<{ readonly response: Response; readonly tookMs: number }>;
}

/** A handler in virtual time. */
export function timedHandler(
  options: Omit<ForgotPasswordHandlerOptions, 'client'>,
  clientOf: (clock: VirtualClock) => ForgotPasswordCaller,
): TimedHandler {
  const clock = virtualClock();
  const handle = createHandler({ ...options, client: clientOf(clock) }, virtualSurroundings(clock));
  return {
    clock,
    answer: async (request) => {
      const startedAt = clock.now();
      const response = await clock.runUntil(handle(request));
      return { response, tookMs: clock.now() - startedAt };
    },
  };
}
