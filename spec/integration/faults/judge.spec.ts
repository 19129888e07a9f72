import { expect } from 'chai';
import type { Ending } from './clients.ts';
import { type Case, judge } from './judge.ts';
import type { CallPlan } from './plan.ts';
import { stepOf } from './steps.ts';

const plan: CallPlan = {
  operation: 'ForgotPassword',
  username: 'caller-0',
  route: 'http',
  steps: [],
  delivery: 'at-most-once',
  patience: 'long',
  abortAfterMs: undefined,
};

/** A call that ended with an outcome, after the service had met its attempts with these steps. */
function caseOf(outcome: string, names: readonly string[], changes: Partial<Case & Ending & CallPlan> = {}): Case {
  const { operation } = { ...plan, ...changes };
  const arrivals = names.map((name) => ({ ...stepOf(operation, name), isDoubtful: false }));
  const acts = arrivals.filter(({ acts }) => acts !== 'never').length;
  const ending = { outcome, name: 'any', attempts: names.length, isAborted: false, told: [outcome], ...changes };
  return { client: 'node', plan: { ...plan, ...changes }, ending, account: { acts, arrivals }, ...changes };
}

/** As `caseOf`, of a call that was to change a password. */
const confirmCaseOf: typeof caseOf = (outcome, names, changes) =>
  caseOf(outcome, names, { operation: 'ConfirmForgotPassword', ...changes });

describe('the judge of the fault runs', () => {
  const right = [
    caseOf('accepted', ['a success']),
    caseOf('accepted', ['SlowDown', 'a success']),
    caseOf('rejected', ['NotAuthorizedException']),
    caseOf('not-sent', [], { route: 'refused' }),
    caseOf('unknown', ['a reset (acts at-once)']),
    caseOf('unknown', ['a reset (acts never)']),
    caseOf('unknown', ['a 503 with HTML (acts at-once)']),
    caseOf('unknown', ['a bare 403 (acts never)']),
    caseOf('unknown', ['SlowDown'], { code: 'ERR_TRANSPORT_TIMEOUT' }),
    caseOf('unknown', [], { client: 'web', route: 'TLS stall' }),
    caseOf('accepted', ['500 (acts at-once)', 'a success'], { delivery: 'at-least-once' }),
    confirmCaseOf('rejected', ['ExpiredCodeException']),
    confirmCaseOf('unknown', ['UnexpectedLambdaException (acts at-once)']),
    confirmCaseOf('unknown', ['UserLambdaValidationException (acts never)']),
    confirmCaseOf('unknown', ['500 (acts at-once)', 'ExpiredCodeException'], { delivery: 'at-least-once' }),
  ];
  const wrong = [
    caseOf('accepted', ['SlowDown']),
    caseOf('not-sent', ['a reset (acts at-once)']),
    caseOf('not-sent', ['a stall before the headers (acts late)']),
    caseOf('rejected', ['500 (acts at-once)']),
    caseOf('rejected', []),
    caseOf('unknown', ['SlowDown']),
    caseOf('unknown', ['a success']),
    caseOf('rejected', ['a bare 503 (acts at-once)']),
    caseOf('accepted', ['a bare 429 (acts never)', 'a success']),
    caseOf('unknown', [], { route: 'TLS stall' }),
    caseOf('unknown', [], { client: 'web', route: 'expired certificate' }),
    caseOf('accepted', ['500 (acts never)', 'a success']),
    caseOf('accepted', ['NotAuthorizedException', 'a success']),
    caseOf('accepted', ['a success'], { told: [] }),
    caseOf('accepted', ['a success'], { told: ['accepted', 'accepted'] }),
    caseOf('rejected', ['SlowDown'], { told: ['unknown'] }),
    caseOf('sent', ['a success']),
    confirmCaseOf('rejected', ['UnexpectedLambdaException (acts at-once)']),
    confirmCaseOf('rejected', ['500 (acts at-once)', 'ExpiredCodeException'], { delivery: 'at-least-once' }),
  ];

  it('has no complaint about the truth', () => {
    for (const one of right) expect(judge(one), JSON.stringify(one)).to.equal(undefined);
  });

  it('finds each kind of lie', () => {
    for (const one of wrong) expect(judge(one), JSON.stringify(one)).to.be.a('string');
  });
});
