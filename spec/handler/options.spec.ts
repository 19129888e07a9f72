import { expect } from 'chai';
import { createForgotPasswordHandler } from '../../lib/handler.ts';
import { ConfigurationError } from '../../lib/index.ts';
import { clientOver, makePool } from './support/pool.ts';

describe('the options of the handler', () => {
  for (const [option, value, message] of [
    ['client', undefined, 'client is required'],
    ['client', {}, 'client must be a ForgotPasswordClient'],
    ['basePath', 'forgot-password', 'basePath must be a path that starts with a slash'],
    ['basePath', '/a?b', 'basePath must be a path that starts with a slash'],
    ['minimumMs', -1, 'minimumMs must be a whole number from 0 to 2147483647'],
    ['minimumMs', '1000', 'minimumMs must be a whole number from 0 to 2147483647'],
    [
      'allowedOrigins',
      ['https://a.example/'],
      'allowedOrigins must be a list of origins such as https://www.example.com, without a path',
    ],
    [
      'allowedOrigins',
      ['*'],
      'allowedOrigins must be a list of origins such as https://www.example.com, without a path',
    ],
    ['maxBodyBytes', 0, 'maxBodyBytes must be a whole number from 1 to 2147483647'],
    ['limiter', {}, 'limiter must be an object with a method consume, such as memoryLimiter()'],
    ['limiterFailure', 'shut', 'limiterFailure must be closed or open'],
    ['limiterSecret', 'short', 'limiterSecret must have at least 16 characters'],
    ['clientIp', 'cf-connecting-ip', 'clientIp must be a function'],
    ['waitUntil', true, 'waitUntil must be a function'],
    ['pages', { accepted: 1 }, 'pages/accepted must be a string'],
    ['pages', { acepted: '/' }, 'pages/acepted is unknown; did you mean accepted?'],
    ['onerror', () => {}, 'onerror is unknown; did you mean onError?'],
    ['onError', 'log', 'onError must be a function'],
  ] as const) {
    it(`are refused in words when ${option} is ${JSON.stringify(value)}`, () => {
      const options = { client: clientOver(makePool().transport), [option]: value };
      expect(() => createForgotPasswordHandler(options as never))
        .to.throw(ConfigurationError, message)
        .that.includes({ code: 'ERR_CONFIGURATION_OPTION', message });
    });
  }

  it('may be undefined or null, as if they were not there', () => {
    const client = clientOver(makePool().transport);
    expect(
      createForgotPasswordHandler({ client, minimumMs: undefined, limiter: undefined, pages: null } as never),
    ).to.be.a('function');
  });

  it('must be an object', () => {
    expect(() => createForgotPasswordHandler(undefined as never)).to.throw(ConfigurationError, 'must be an object');
  });
});
