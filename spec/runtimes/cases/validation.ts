import type { Cases } from '../harness.ts';
import { openScenario, REQUEST } from './scenario.ts';

/** What is refused before anything is sent. */
export const validationCases: Cases = {
  'refuses an invalid request, all issues at once, and sends nothing': async (harness, lib, ctx) => {
    const { endpointUrl, count } = openScenario(ctx, 'accepted');
    const request = { ClientId: 'top-secret', Username: 'top secret', Usernam: 'top secret' };
    const error = await harness.rejection(lib.forgotPassword(request, { endpointUrl }));
    harness.ok(error instanceof lib.RequestValidationError, `no RequestValidationError: ${error}`);
    const { name, code, outcome } = error;
    harness.equal([name, code, outcome], ['RequestValidationError', 'ERR_REQUEST_INVALID', 'not-sent']);
    const issues = (error as InstanceType<typeof lib.RequestValidationError>).issues;
    harness.equal(issues.map(({ path, keyword }) => `${path} ${keyword}`).sort(), [
      '/ClientId pattern',
      '/Usernam additionalProperties',
      '/Username pattern',
    ]);
    harness.ok(!/top.secret/.test(JSON.stringify(error) + error), 'the error quotes the request');
    harness.equal(await count(), 0);
  },

  'counts code points, and knows the classes of Unicode': (harness, lib) => {
    const issuesOf = (Username: string): string[] =>
      lib.validateForgotPasswordRequest({ ...REQUEST, Username }).map(({ keyword }) => keyword);
    harness.equal(issuesOf('😀'.repeat(128)), []);
    harness.equal(issuesOf('😀'.repeat(129)), ['maxLength']);
    harness.equal(issuesOf('ñ٣Σ日'), []);
    harness.equal(issuesOf('a\u00A0b'), ['pattern']);
    harness.equal(issuesOf(''), ['minLength']);
  },

  'lists what is wrong without sending, and suggests the name that was meant': (harness, lib) => {
    const issues = lib.validateForgotPasswordRequest({ ClientId: 'abc', Usernam: 'alice' });
    harness.equal(
      issues.map(({ message }) => message),
      ['Usernam is unknown; did you mean Username?', 'Username is required'],
    );
    harness.equal(lib.validateForgotPasswordRequest(REQUEST), []);
    harness.equal(lib.validateForgotPasswordRequest(null).length, 1);
  },

  'refuses a configuration that cannot work': (harness, lib) => {
    const codeOf = (config: object): string | undefined => {
      try {
        new lib.ForgotPasswordClient(config);
        return undefined;
      } catch (error) {
        return lib.isForgotPasswordError(error) ? error.code : String(error);
      }
    };
    harness.equal(codeOf({ region: 'eu-west-1', maxAttempts: 2 }), undefined);
    harness.equal(codeOf({ maxAttempts: 0 }), 'ERR_CONFIGURATION_OPTION');
    harness.equal(codeOf({ maxAttempt: 1 }), 'ERR_CONFIGURATION_OPTION');
    harness.equal(codeOf({ region: 'x.example.com/' }), 'ERR_CONFIGURATION_REGION');
    harness.equal(codeOf({ region: 'eu-west-1', userPoolId: 'us-east-1_abc' }), 'ERR_CONFIGURATION_REGION');
    harness.equal(codeOf({ endpointUrl: 'http://u:p@127.0.0.1' }), 'ERR_CONFIGURATION_ENDPOINT');
  },

  'says that the region is missing': async (harness, lib) => {
    const { code, outcome } = await harness.rejection(lib.forgotPassword(REQUEST));
    harness.equal([code, outcome], ['ERR_CONFIGURATION_REGION', 'not-sent']);
  },
};
