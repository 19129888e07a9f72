import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';
import type { ForgotPasswordClientConfig } from '../../../lib/client/config.ts';
import { refusal } from '../../support/loopback.ts';
import { type Cases, rejectionOf, request } from '../../support/world.ts';

/** From the first connection to the last. */
export const lifetimeCases: Cases = {
  'a client': {
    async 'works without any option, but a region'({ lib }) {
      expect(() => new lib.ForgotPasswordClient()).not.to.throw();
      expect(() => new lib.ForgotPasswordClient({})).not.to.throw();
    },
    async 'keeps its connections from call to call'({ serve, client }) {
      const server = await serve();
      const caller = client(server.url);
      for (let i = 0; i < 6; i++) await caller.forgotPassword(request);
      expect(server.requests).to.have.length(6);
      // undici lets a connection rest for a turn of the event loop, in which a second one is made.
      expect(server.connections()).to.be.at.most(2);
    },
    async 'replaces a connection that the server has closed'({ serve, client }) {
      const server = await serve({ headers: { connection: 'close' } });
      const caller = client(server.url, { maxAttempts: 1 });
      for (let i = 0; i < 3; i++) {
        await caller.forgotPassword(request);
        await server.disconnection();
      }
      expect(server.connections()).to.equal(3);
    },
    async 'looks its settings up once, but again after a failure, and after it was closed'({
      build,
      lib,
      serve,
      client,
    }) {
      if (build === 'web') return;
      const server = await serve();
      const next = await serve();
      let lookedUp = 0;
      const fillIn = async (config: ForgotPasswordClientConfig): Promise<ForgotPasswordClientConfig> => {
        if (++lookedUp < 2) throw new lib.ConfigurationError('Not there yet', { code: 'ERR_CONFIGURATION_PROFILE' });
        return lookedUp > 2 ? { ...config, endpointUrl: next.url } : config;
      };
      const caller = client(server.url, {}, { fillIn });
      expect(await rejectionOf(caller.forgotPassword(request))).to.include({ code: 'ERR_CONFIGURATION_PROFILE' });
      await caller.forgotPassword(request);
      await caller.forgotPassword(request);
      expect(lookedUp).to.equal(2);
      expect(server.requests).to.have.length(2);
      await caller.close();
      await caller.forgotPassword(request);
      expect(next.requests).to.have.length(1);
    },
    async 'makes calls side by side'({ serve, client }) {
      const server = await serve({ held: true });
      const caller = client(server.url);
      const calls = Array.from({ length: 5 }, () => caller.forgotPassword(request));
      await server.arrival(5);
      server.release();
      expect((await Promise.all(calls)).map(({ $metadata }) => $metadata.attempts)).to.deep.equal([1, 1, 1, 1, 1]);
    },
    async 'opens no more than maxConnections at a time'({ build, serve, client }) {
      // The web build leaves connections to the platform.
      if (build === 'web') return;
      const server = await serve();
      const caller = client(server.url, { maxConnections: 2 });
      await Promise.all(Array.from({ length: 9 }, () => caller.forgotPassword(request)));
      expect(server.requests).to.have.length(9);
      expect(server.connections()).to.equal(2);
    },
  },

  'closing a client': {
    async 'frees its connections'({ build, serve, client }) {
      if (build === 'web') return;
      const server = await serve();
      const caller = client(server.url);
      await caller.forgotPassword(request);
      await caller.close();
      await server.disconnection();
    },
    async 'is the same as disposing of it'({ build, serve, client }) {
      if (build === 'web') return;
      const server = await serve();
      const caller = client(server.url);
      await caller.forgotPassword(request);
      await caller[Symbol.asyncDispose]();
      await server.disconnection();
    },
    async 'waits for the requests under way'({ build, serve, client }) {
      if (build === 'web') return;
      const server = await serve({ held: true });
      const caller = client(server.url);
      const order: string[] = [];
      const call = caller.forgotPassword(request).then(() => order.push('answered'));
      await server.arrival(1);
      const closed = caller.close().then(() => order.push('closed'));
      server.release();
      await Promise.all([call, closed]);
      expect(order).to.deep.equal(['answered', 'closed']);
    },
    async 'harms no call, however shortly before it was begun'({ serve, client }) {
      for (let turns = 0; turns < 16; turns++) {
        const server = await serve();
        const caller = client(server.url, { maxAttempts: 1 });
        await caller.forgotPassword(request);
        const call = caller.forgotPassword(request);
        for (let turn = 0; turn < turns; turn++) await undefined;
        const closed = caller.close();
        expect((await call).$metadata.attempts, `closed ${turns} turns later`).to.equal(1);
        await closed;
      }
    },
    async 'harms no call that begins while it closes'({ serve, client }) {
      for (let turns = 0; turns < 16; turns++) {
        const server = await serve();
        const caller = client(server.url, { maxAttempts: 1 });
        await caller.forgotPassword(request);
        const closed = caller.close();
        for (let turn = 0; turn < turns; turn++) await undefined;
        const { $metadata } = await caller.forgotPassword(request);
        expect($metadata.attempts, `begun ${turns} turns later`).to.equal(1);
        await closed;
      }
    },
    async 'does not wait for calls that begin while it closes'({ build, serve, client }) {
      if (build === 'web') return;
      const server = await serve({}, { held: true });
      const caller = client(server.url);
      await caller.forgotPassword(request);
      const closed = caller.close();
      const later = caller.forgotPassword(request);
      await closed;
      await server.arrival(2);
      server.release();
      await later;
    },
    async 'while the first call looks its settings up frees what that call opens'({ build, serve, client }) {
      if (build === 'web') return;
      const server = await serve();
      let answer = (): void => {};
      const fillIn = (config: ForgotPasswordClientConfig): Promise<ForgotPasswordClientConfig> =>
        new Promise((resolve) => {
          answer = () => resolve(config);
        });
      const caller = client(server.url, { maxAttempts: 1 }, { fillIn });
      const call = caller.forgotPassword(request);
      const closed = caller.close();
      answer();
      await Promise.all([call, closed]);
      await server.disconnection();
      expect(server.requests).to.have.length(1);
    },
    async 'harms no call that is between two attempts, and frees what it opens'({ build, serve, client }) {
      const server = await serve(refusal('TooManyRequestsException'), {});
      const closing: Promise<void>[] = [];
      const caller = client(server.url, {
        onEvent: ({ type }) => {
          if (type === 'retry-scheduled') closing.push(caller.close());
        },
      });
      expect((await caller.forgotPassword(request)).$metadata.attempts).to.equal(2);
      expect(closing).to.have.length(1);
      await closing[0];
      if (build === 'node') await server.disconnection();
    },
    async 'twice, or before the first call, is fine'({ serve, client }) {
      const server = await serve();
      const caller = client(server.url);
      await Promise.all([caller.close(), caller.close()]);
      await caller.close();
      expect(server.connections()).to.equal(0);
    },
    async 'twice waits for the requests under way both times'({ build, serve, client }) {
      if (build === 'web') return;
      const server = await serve({ held: true });
      const caller = client(server.url);
      const ended: string[] = [];
      const call = caller.forgotPassword(request).then(() => ended.push('call'));
      await server.arrival(1);
      const closed = [caller.close(), caller.close()].map((each) => each.then(() => ended.push('close')));
      server.release();
      await Promise.all([call, ...closed]);
      expect(ended).to.deep.equal(['call', 'close', 'close']);
    },
    async 'is not for ever: a later call opens new connections'({ serve, client }) {
      const server = await serve();
      const caller = client(server.url);
      await caller.forgotPassword(request);
      await caller.close();
      expect((await caller.forgotPassword(request)).$metadata.attempts).to.equal(1);
    },
  },

  'forgotPassword, for one call': {
    async 'takes a request and the options of a client, and leaves nothing open'({ build, lib, serve }) {
      const server = await serve({ body: { CodeDeliveryDetails: { DeliveryMedium: 'SMS' } } });
      const output = await lib.forgotPassword({ Username: 'alice' }, { endpointUrl: server.url, clientId: 'default1' });
      expect(output.CodeDeliveryDetails).to.deep.equal({ DeliveryMedium: 'SMS' });
      if (build === 'node') await server.disconnection();
    },
    async 'rejects as the client does'({ lib, serve }) {
      const server = await serve(refusal('UserNotFoundException'));
      const refused = await rejectionOf(lib.forgotPassword(request, { endpointUrl: server.url }));
      expect(refused).to.be.instanceOf(lib.UserNotFoundException);
      const misconfigured = await rejectionOf(lib.forgotPassword(request, { endpointUrl: 'nowhere' }));
      expect(misconfigured).to.include({ code: 'ERR_CONFIGURATION_ENDPOINT' });
      const signal = AbortSignal.abort('no');
      expect(await rejectionOf(lib.forgotPassword(request, { endpointUrl: server.url }, { signal }))).to.equal('no');
    },
  },

  'a process that made a call and never closes its client': {
    async 'exits by itself'({ build, serve }) {
      const server = await serve();
      const program = new URL('../../support/one-call.ts', import.meta.url).pathname;
      const child = spawn(process.execPath, ['--import', 'tsx', program, build, server.url], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      // The server keeps the connection, and says so: only the client can let go of it.
      const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
      expect({ code, output }).to.deep.equal({ code: 0, output: '200' });
      expect(server.requests).to.have.length(1);
    },
  },
};
