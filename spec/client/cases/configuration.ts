import { inspect } from 'node:util';
import { expect } from 'chai';
import { configurationRefusal, neverSending } from '../../support/refusals.ts';
import { type Cases, rejectionOf, request } from '../../support/world.ts';

const numbers = [
  'maxAttempts',
  'connectTimeoutMs',
  'requestTimeoutMs',
  'timeoutMs',
  'maxResponseBytes',
  'maxConnections',
];
const texts = ['region', 'userPoolId', 'endpointUrl', 'clientId', 'clientSecret', 'appId'];
const flags = ['useFipsEndpoint', 'useDualstackEndpoint'];

/** What a client can be told, and what not. */
export const configurationCases: Cases = {
  'an option': {
    async 'that is unknown is refused, with the name that was probably meant'(world) {
      for (const [wrong, right] of [
        ['maxAttempt', 'maxAttempts'],
        ['Region', 'region'],
        ['endpoint', 'endpointUrl'],
        ['useFIPSEndpoint', 'useFipsEndpoint'],
        ['timeoutms', 'timeoutMs'],
        ['trasnport', 'transport'],
      ]) {
        const error = configurationRefusal(world, { [wrong as string]: 5 });
        expect(error.code).to.equal('ERR_CONFIGURATION_OPTION');
        expect(error.message).to.include(wrong).and.to.include(`${right}?`);
      }
      expect(configurationRefusal(world, { xyz: 1 }).message)
        .to.include('xyz')
        .and.not.to.include('?');
    },
    async 'that every object has by birth is unknown, too'(world) {
      for (const config of [
        { constructor: Object },
        { toString: () => 'text' },
        { hasOwnProperty: Object.prototype.hasOwnProperty },
        JSON.parse('{"__proto__":{"region":"eu-west-1"}}'),
      ]) {
        expect(configurationRefusal(world, config).code).to.equal('ERR_CONFIGURATION_OPTION');
      }
    },
    async 'that counts takes whole numbers from 1 up to what a timer can hold'(world) {
      for (const name of numbers) {
        for (const wrong of [
          Number.NaN,
          0,
          -1,
          1.5,
          Number.POSITIVE_INFINITY,
          2 ** 31,
          '3',
          true,
          3n,
          [3],
          new Number(3),
        ]) {
          const error = configurationRefusal(world, { [name]: wrong });
          expect(error.code).to.equal('ERR_CONFIGURATION_OPTION');
          expect(error.message).to.include(name);
        }
        for (const right of [1, 2 ** 31 - 1]) new world.lib.ForgotPasswordClient({ [name]: right });
      }
    },
    async 'that is a text or a flag takes no other type, and its value is not repeated'(world) {
      for (const name of texts) {
        for (const wrong of [5, true, {}, ['s3cret'], Symbol('s3cret')]) {
          const error = configurationRefusal(world, { [name]: wrong });
          expect(error).to.include({ code: 'ERR_CONFIGURATION_OPTION' });
          expect(error.message).to.include(name).and.not.to.include('s3cret');
        }
      }
      for (const name of flags) {
        for (const wrong of ['true', 'false', 0, 1, {}]) {
          expect(configurationRefusal(world, { [name]: wrong }).message).to.include(name);
        }
      }
    },
    async 'of a fixed set takes nothing beside it'(world) {
      for (const delivery of ['', 'at-most-onc', 'At-Most-Once', 'at-most-once\n', 'exactly-once', 1, true]) {
        expect(configurationRefusal(world, { delivery }).code).to.equal('ERR_CONFIGURATION_OPTION');
      }
    },
    async 'clientSecret must not be empty, or have white space at either end'(world) {
      for (const clientSecret of ['', ' ', '\n', ' s3cret', 's3cret ', 's3cret\n', '\u00a0s3cret', 's3cret\ufeff']) {
        const error = configurationRefusal(world, { clientSecret });
        expect(error.code, JSON.stringify(clientSecret)).to.equal('ERR_CONFIGURATION_OPTION');
        expect(error.message).to.include('clientSecret').and.not.to.include('s3cret');
      }
      for (const clientSecret of ['s', 'a b', 'a\nb']) new world.lib.ForgotPasswordClient({ clientSecret });
    },
    async 'appId has at most 50 characters'(world) {
      new world.lib.ForgotPasswordClient({ appId: 'a'.repeat(50) });
      expect(configurationRefusal(world, { appId: 'a'.repeat(51) }).code).to.equal('ERR_CONFIGURATION_OPTION');
    },
    async 'that is called must be a function, and a history an object'(world) {
      for (const name of ['onEvent', 'transport']) {
        for (const wrong of [5, 'fetch', {}, { send: fetch }]) {
          expect(configurationRefusal(world, { [name]: wrong }).code, inspect(wrong)).to.equal(
            'ERR_CONFIGURATION_OPTION',
          );
        }
      }
      for (const history of [5, 'all', true, () => {}]) {
        expect(configurationRefusal(world, { history }).code, inspect(history)).to.equal('ERR_CONFIGURATION_OPTION');
      }
    },
    async 'that is undefined or null counts as not given'(world) {
      const names = [...numbers, ...texts, ...flags, 'delivery', 'transport', 'onEvent'];
      for (const absent of [undefined, null]) {
        const config = Object.fromEntries(names.map((name) => [name, absent]));
        new world.lib.ForgotPasswordClient(config as never);
      }
    },
    async 'that only Node has is refused on the web'(world) {
      if (world.build === 'node') return;
      for (const name of ['proxyUrl', 'noProxy', 'caBundle']) {
        expect(configurationRefusal(world, { [name]: 'http://127.0.0.1:1' })).to.include({
          code: 'ERR_CONFIGURATION_PLATFORM',
          message: `${name} works on Node only; remove it`,
        });
      }
    },
    async 'changed after the client was made changes nothing'(world) {
      const server = await world.serve();
      const config = { endpointUrl: server.url, clientId: 'first1' };
      const client = new world.lib.ForgotPasswordClient(config);
      Object.assign(config, { endpointUrl: 'http://127.0.0.1:9', clientId: 'second' });
      await client.forgotPassword({ Username: 'alice' });
      expect(JSON.parse(server.requests[0]?.body ?? '').ClientId).to.equal('first1');
    },
  },

  'an option of one call': {
    async 'is checked as those of the client are'(world) {
      const client = new world.lib.ForgotPasswordClient({ region: 'eu-west-1', transport: neverSending });
      for (const timeoutMs of [Number.NaN, 0, 1.5, '5', 2 ** 31]) {
        const error = await rejectionOf(client.forgotPassword(request, { timeoutMs } as never));
        expect(error).to.include({ name: 'ConfigurationError', code: 'ERR_CONFIGURATION_OPTION' });
      }
    },
    async 'signal must be one: what cannot be listened to would fail when the call is long over'(world) {
      const client = new world.lib.ForgotPasswordClient({ region: 'eu-west-1', transport: neverSending });
      for (const signal of ['now', 5, true, {}, () => {}, new AbortController()]) {
        const error = await rejectionOf(client.forgotPassword(request, { signal } as never));
        expect(error, inspect(signal)).to.include({ name: 'ConfigurationError', code: 'ERR_CONFIGURATION_OPTION' });
      }
    },
    async 'that belongs to the client alone is refused, and so is what is no object'(world) {
      const client = new world.lib.ForgotPasswordClient({ region: 'eu-west-1', transport: neverSending });
      for (const options of [{ maxAttempts: 5 }, { region: 'eu-west-2' }, null, 'signal', 5]) {
        const error = await rejectionOf(client.forgotPassword(request, options as never));
        expect(error, inspect(options)).to.include({ name: 'ConfigurationError', code: 'ERR_CONFIGURATION_OPTION' });
      }
    },
    async 'that is unknown is refused: an abort that is not heard would go unnoticed'(world) {
      const client = new world.lib.ForgotPasswordClient({ region: 'eu-west-1', transport: neverSending });
      const { signal } = new AbortController();
      const error = await rejectionOf(client.forgotPassword(request, { abortSignal: signal } as never));
      expect(error).to.include({ name: 'ConfigurationError', code: 'ERR_CONFIGURATION_OPTION' });
      expect(error.message).to.include('abortSignal');
    },
  },

  'a secret': {
    async 'shows in nothing that is printed of a client'(world) {
      const client = new world.lib.ForgotPasswordClient({
        region: 'eu-west-1',
        clientId: 'id',
        clientSecret: 's3cret',
      });
      const printed = [inspect(client, { depth: 9, showHidden: true }), JSON.stringify(client), `${client}`];
      expect(printed.join()).not.to.include('s3cret');
      expect(JSON.stringify(Object.getOwnPropertyDescriptors(client))).not.to.include('s3cret');
    },
  },
};
