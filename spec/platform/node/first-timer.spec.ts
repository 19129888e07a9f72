import { expect } from 'chai';
import { ForgotPasswordClient } from '../../../lib/node.ts';

describe('the first call of the Node build', () => {
  it('sets the timer of its request before the event loop turns, so that fake timers find it', async () => {
    const { setTimeout: original } = globalThis;
    const delays: (number | undefined)[] = [];
    const record = (callback: () => void, delayMs?: number): unknown => {
      delays.push(delayMs);
      return original(callback, delayMs);
    };
    const replaceTimer = (value: unknown): void => {
      Object.defineProperty(globalThis, 'setTimeout', { value, configurable: true, writable: true });
    };
    const controller = new AbortController();
    // Reads both shared files on its way.
    const client = new ForgotPasswordClient({
      region: 'eu-west-1',
      clientId: 'abc',
      requestTimeoutMs: 1_234,
      transport: () => new Promise(() => {}),
    });
    replaceTimer(record);
    try {
      const call = client.forgotPassword({ Username: 'alice' }, { signal: controller.signal }).catch(() => {});
      await new Promise((resolve) => setImmediate(resolve));
      expect(delays).to.include(1_234);
      controller.abort();
      await call;
    } finally {
      replaceTimer(original);
    }
  });
});
