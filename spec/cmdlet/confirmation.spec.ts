import { expect } from 'chai';
import type { CmdletMessage, ConfirmAnswer, ConfirmQuestion } from '../../lib/index.ts';
import { collect, describeCmdlet, rejectionOf } from '../support/cmdlet.ts';
import { details } from '../support/cognito.ts';

/** Gives the answers one by one, and notes the questions. */
function asker(...answers: ConfirmAnswer[]) {
  const questions: ConfirmQuestion[] = [];
  const confirm = (question: ConfirmQuestion): ConfirmAnswer => {
    questions.push(question);
    return answers[questions.length - 1] ?? 'no';
  };
  return { questions, confirm };
}

describeCmdlet('the confirmation', (useBench) => {
  it('asks nothing without Confirm', () =>
    useBench(async ({ lib, base, service }) => {
      const { questions, confirm } = asker();
      await lib.resetForgottenPassword({ ...base, Username: 'alice', confirm });
      expect(questions).to.have.length(0);
      expect(service.requests).to.have.length(1);
    }));

  it('is not waited for once the caller has aborted', () =>
    useBench(async ({ lib, base, service }) => {
      const abortion = new AbortController();
      const confirm = (): Promise<ConfirmAnswer> => {
        setImmediate(() => abortion.abort('enough'));
        return new Promise(() => {});
      };
      const { signal } = abortion;
      const call = lib.resetForgottenPassword({ ...base, Username: 'alice', Confirm: true, confirm, signal });
      expect(await rejectionOf(call)).to.equal('enough');
      expect(service.requests).to.have.length(0);
    }));

  it('is not asked for by a call that was aborted before, and is not waited for by one that it aborts itself', () =>
    useBench(async ({ lib, base, service }) => {
      let asked = 0;
      const abortion = new AbortController();
      const confirm = (): Promise<ConfirmAnswer> => {
        asked++;
        abortion.abort('enough');
        return new Promise(() => {});
      };
      const parameters = { ...base, Username: 'alice', Confirm: true, confirm, signal: abortion.signal };
      for (const _time of [1, 2]) expect(await rejectionOf(lib.resetForgottenPassword(parameters))).to.equal('enough');
      expect(asked).to.equal(1);
      expect(service.requests).to.have.length(0);
    }));

  it('tells what would be sent to a listener that may fail', () =>
    useBench(async ({ lib, base, service }) => {
      const onMessage = async (): Promise<never> => {
        throw new Error('listener');
      };
      await lib.resetForgottenPassword({ ...base, Username: 'alice', WhatIf: true, PassThru: true, onMessage });
      // A rejection that nobody handles would end the run of the specs.
      await new Promise(setImmediate);
      expect(service.requests).to.have.length(0);
    }));

  it('names the operation and the target', () =>
    useBench(async ({ lib, base }) => {
      const { questions, confirm } = asker('yes');
      await lib.resetForgottenPassword({ ...base, Username: 'alice', Confirm: true, confirm });
      expect(questions).to.deep.equal([
        {
          operation: 'ForgotPassword',
          target: 'alice',
          text: 'Performing the operation "ForgotPassword" on target "alice".',
        },
      ]);
    }));

  it('sends after yes, and returns nothing after no', () =>
    useBench(async ({ lib, base, service }) => {
      const parameters = { ...base, Username: 'alice', Confirm: true } as const;
      const { confirm } = asker('yes', 'no');
      expect(await lib.resetForgottenPassword({ ...parameters, confirm })).to.deep.equal(details);
      expect(await lib.resetForgottenPassword({ ...parameters, confirm })).to.equal(undefined);
      expect(service.requests).to.have.length(1);
    }));

  it('is overridden by Force', () =>
    useBench(async ({ lib, base, service }) => {
      const { questions, confirm } = asker('no');
      await lib.resetForgottenPassword({ ...base, Username: 'alice', Confirm: true, Force: true, confirm });
      expect(questions).to.have.length(0);
      expect(service.requests).to.have.length(1);
    }));

  it('and Force are overridden by WhatIf, which tells what would be sent', () =>
    useBench(async ({ lib, base, service }) => {
      const { questions, confirm } = asker('yes');
      const messages: CmdletMessage[] = [];
      const parameters = { Username: 'alice', WhatIf: true, Confirm: true, Force: true, confirm } as const;
      const onMessage = (message: CmdletMessage): unknown => messages.push(message);
      expect(await lib.resetForgottenPassword({ ...base, ...parameters, onMessage })).to.equal(undefined);
      const text = 'What if: Performing the operation "ForgotPassword" on target "alice".';
      expect(messages).to.deep.equal([{ type: 'what-if', text }]);
      expect(questions).to.have.length(0);
      expect(service.requests).to.have.length(0);
    }));

  it('refuses an invalid request under WhatIf too', () =>
    useBench(async ({ lib, base }) => {
      const error = await rejectionOf(lib.resetForgottenPassword({ ...base, Username: 'a b', WhatIf: true }));
      expect(error).to.be.instanceOf(lib.RequestValidationError);
    }));

  for (const [reason, confirm] of [
    ['nobody can ask', undefined],
    ['the answer is none', () => 'maybe' as ConfirmAnswer],
  ] as const) {
    it(`is a ConfigurationError when ${reason}, and nothing is sent`, () =>
      useBench(async ({ lib, base, service }) => {
        const error = await rejectionOf(
          lib.resetForgottenPassword({ ...base, Username: 'alice', Confirm: true, confirm }),
        );
        expect(error).to.be.instanceOf(lib.ConfigurationError);
        expect(error.code).to.equal('ERR_CONFIGURATION_OPTION');
        expect(service.requests).to.have.length(0);
      }));
  }

  const users = ['a', 'b', 'c', 'd'];

  for (const name of ['signal', 'stopSignal'] as const) {
    it(`in a pipeline is not waited for once ${name} aborts, and the record has no result`, () =>
      useBench(async ({ lib, base, service }) => {
        const abortion = new AbortController();
        const targets: string[] = [];
        let tellThatBIsAsked = (): void => {};
        const isBAsked = new Promise<void>((resolve) => {
          tellThatBIsAsked = resolve;
        });
        const confirm = ({ target }: ConfirmQuestion): ConfirmAnswer | Promise<ConfirmAnswer> => {
          targets.push(target);
          if (target === 'a') return 'yes';
          tellThatBIsAsked();
          return new Promise(() => {});
        };
        const parameters = { ...base, Confirm: true, confirm, concurrency: 3, [name]: abortion.signal };
        const inputs: unknown[] = [];
        const work = async (): Promise<void> => {
          for await (const { input } of lib.resetForgottenPasswords(users, parameters)) {
            inputs.push(input);
            isBAsked.then(() => abortion.abort('enough'));
          }
        };
        expect(await rejectionOf(work())).to.equal('enough');
        expect(inputs).to.deep.equal(['a']);
        expect(targets).to.deep.equal(['a', 'b']);
        expect(service.requests).to.have.length(1);
      }));
  }

  it('in a pipeline is not waited for when the caller takes no further results', () =>
    useBench(async ({ lib, base }) => {
      const confirm = ({ target }: ConfirmQuestion): ConfirmAnswer | Promise<ConfirmAnswer> =>
        target === 'a' ? 'yes' : new Promise(() => {});
      const results = lib.resetForgottenPasswords(users, { ...base, Confirm: true, confirm, concurrency: 2 });
      expect((await results.next()).value).to.deep.include({ input: 'a', ok: true });
      expect(await results.return()).to.deep.equal({ done: true, value: undefined });
    }));

  for (const [answers, sent, asked] of [
    [['yes', 'no', 'yes', 'no'], ['a', 'c'], 4],
    [['no', 'yes-to-all'], ['b', 'c', 'd'], 2],
    [['yes', 'no-to-all'], ['a'], 2],
  ] as const) {
    it(`in a pipeline: ${answers.join(', ')}`, () =>
      useBench(async ({ lib, base, service }) => {
        const { questions, confirm } = asker(...answers);
        const results = await collect(lib.resetForgottenPasswords(users, { ...base, Confirm: true, confirm }));
        expect(results.map(({ ok }) => ok)).to.deep.equal([true, true, true, true]);
        expect(service.requests.map(({ members }) => members.Username)).to.deep.equal(sent);
        expect(questions).to.have.length(asked);
      }));
  }
});
