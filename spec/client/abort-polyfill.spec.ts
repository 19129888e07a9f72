// React Native's AbortController: its signals have neither reason nor throwIfAborted.
import { expect } from 'chai';
import * as web from '../../lib/index.ts';
import { collect, rejectionOf } from '../support/cmdlet.ts';
import { openCognito } from '../support/cognito.ts';

class PolyfilledSignal extends EventTarget {
  readonly [Symbol.toStringTag] = 'AbortSignal';
  aborted = false;
}

class PolyfilledController {
  readonly signal = new PolyfilledSignal();
  abort(): void {
    if (this.signal.aborted) return;
    this.signal.aborted = true;
    this.signal.dispatchEvent(new Event('abort'));
  }
}

const parameters = {
  ClientId: 'client1',
  Region: 'eu-west-1',
  ClientConfig: { transport: openCognito().transport },
};

describe('where AbortController is a polyfill', () => {
  const native = globalThis.AbortController;
  before(() => {
    globalThis.AbortController = PolyfilledController as unknown as typeof AbortController;
  });
  after(() => {
    globalThis.AbortController = native;
  });

  const aborted = (): AbortSignal => {
    const controller = new AbortController();
    controller.abort();
    return controller.signal;
  };

  it('a pipeline works, and stops for its own reasons', async () => {
    const source = ['a', 'b', 'c'];
    expect(await collect(web.resetForgottenPasswords(source, parameters))).to.have.length(3);
    const error = await rejectionOf(collect(web.resetForgottenPasswords(source, { ...parameters, maxSends: 1 })));
    expect(error).to.include({ code: 'ERR_STOPPED_BUDGET' });
  });

  it('an aborted call rejects with an AbortError, as its signal has no reason', async () => {
    const client = new web.ForgotPasswordClient({ region: 'eu-west-1', ...parameters.ClientConfig });
    const request = { ClientId: 'client1', Username: 'alice' };
    expect(await rejectionOf(client.forgotPassword(request, { signal: aborted() }))).to.include({ name: 'AbortError' });
    const results = web.resetForgottenPasswords(['a'], { ...parameters, signal: aborted() });
    expect(await rejectionOf(collect(results))).to.include({ name: 'AbortError' });
  });
});
