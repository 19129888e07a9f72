import { Socket } from 'node:net';
import { expect } from 'chai';
import { type Address, alternate, dial } from '../../../lib/platform/node/dial.ts';
import { type MuteServer, muteServer } from '../../support/loopback.ts';
import { rejectionOf } from '../../support/world.ts';

const ipv4 = (last: number): Address => ({ address: `192.0.2.${last}`, family: 4 });
const ipv6 = (last: number): Address => ({ address: `2001:db8::${last}`, family: 6 });

describe('dialling a host with several addresses', () => {
  let server: MuteServer;
  let port = 0;
  let attempts: { readonly address: Address; readonly socket: Socket }[] = [];
  const { signal } = new AbortController();

  beforeEach(async () => {
    attempts = [];
    server = await muteServer();
    port = Number(new URL(server.url).port);
  });
  afterEach(() => {
    for (const { socket } of attempts) socket.destroy();
    return server[Symbol.asyncDispose]();
  });

  /** Sockets that connect, or fail, when the spec says so. */
  const dialling = (addresses: readonly Address[], onAttempt: (count: number) => void = () => {}) => ({
    lookup: async () => addresses,
    connect(address: Address) {
      const socket = new Socket();
      attempts.push({ address, socket });
      onAttempt(attempts.length);
      return socket;
    },
    attemptDelayMs: 1,
  });
  const answer = (attempt: number): unknown => attempts[attempt]?.socket.connect(port, '127.0.0.1');
  const fail = (attempt: number, code: string): unknown =>
    attempts[attempt]?.socket.destroy(Object.assign(new Error(code), { code }));

  it('waits for a slow address after all others have failed', async () => {
    const onAttempt = (count: number): void => {
      if (count < 2) return;
      // The second address is unreachable, and the first one answers only after that.
      setImmediate(() => {
        attempts[1]?.socket.once('close', () => answer(0));
        fail(1, 'ENETUNREACH');
      });
    };
    const socket = await dial('service.test', port, signal, dialling([ipv4(1), ipv6(1)], onAttempt));
    expect(socket).to.equal(attempts[0]?.socket);
  });

  it('takes the first address that answers, and drops the others', async () => {
    const onAttempt = (count: number): void => {
      if (count === 3) setImmediate(() => answer(1));
    };
    const socket = await dial('service.test', port, signal, dialling([ipv4(1), ipv4(2), ipv4(3)], onAttempt));
    expect(attempts.map((attempt) => attempt.socket.destroyed)).to.deep.equal([true, false, true]);
    expect(socket).to.equal(attempts[1]?.socket);
  });

  it('tries the next address at once when one fails', async () => {
    const slow = { ...dialling([ipv4(1), ipv4(2)]), attemptDelayMs: 2 ** 31 - 1 };
    const dialled = dial('service.test', port, signal, {
      ...slow,
      connect(address) {
        const socket = slow.connect(address);
        setImmediate(() => (attempts.length === 1 ? fail(0, 'ECONNREFUSED') : answer(1)));
        return socket;
      },
    });
    expect(await dialled).to.equal(attempts[1]?.socket);
  });

  it('fails with the error of the first address that failed, once all have', async () => {
    const onAttempt = (count: number): void => void setImmediate(() => fail(count - 1, `E${count}`));
    const error = await rejectionOf(dial('service.test', port, signal, dialling([ipv4(1), ipv4(2)], onAttempt)));
    expect(error.code).to.equal('E1');
  });

  it('ends with the reason of the signal, and leaves no socket', async () => {
    const controller = new AbortController();
    const onAttempt = (count: number): void => {
      if (count === 2) setImmediate(() => controller.abort(new Error('enough')));
    };
    const addresses = dialling([ipv4(1), ipv4(2)], onAttempt);
    const error = await rejectionOf(dial('service.test', port, controller.signal, addresses));
    expect(error.message).to.equal('enough');
    expect(attempts.map(({ socket }) => socket.destroyed)).to.deep.equal([true, true]);
  });

  it('ends with the reason of the signal while the name is resolved', async () => {
    const controller = new AbortController();
    const never = { ...dialling([]), lookup: () => new Promise<never>(() => {}) };
    const dialled = dial('service.test', port, controller.signal, never);
    controller.abort(new Error('enough'));
    expect((await rejectionOf(dialled)).message).to.equal('enough');
  });

  it('does not resolve what is an address already', async () => {
    const socket = await dial('127.0.0.1', port, signal);
    expect(socket.remotePort).to.equal(port);
    socket.destroy();
  });

  it('alternates between the families, the first one first', () => {
    expect(alternate([ipv6(1), ipv6(2), ipv6(3), ipv4(1)])).to.deep.equal([ipv6(1), ipv4(1), ipv6(2), ipv6(3)]);
    expect(alternate([])).to.deep.equal([]);
  });
});
