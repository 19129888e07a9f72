import { expect } from 'chai';
import type { Ending } from './clients.ts';
import { type Case, judge } from './judge.ts';
import type { CallPlan } from './plan.ts';
import { stepOf } from './steps.ts';

const plan: CallPlan = {
  username: 'caller-0',
  route: 'http',
  steps: [],
  delivery: 'at-most-once',
  patience: 'long',
  abortAfterMs: undefined,
};

/** A call that ended with an outcome, after the service had met its attempts with these steps. */
function caseOf(outcome: string, names: readonly string[], changes: Partial<Case & Ending & CallPlan> = {}): Case {
  const arrivals = names.map((name) => ({ ...stepOf(name), isDoubtful: false }));
  const codes = arrivals.filter(({ acts }) => acts !== 'never').length;
  const ending = { outcome, name: 'any', attempts: names.length, isAborted: false, told: [outcome], ...changes };
  return { client: 'node', plan: { ...plan, ...changes }, ending, account: { codes, arrivals }, ...changes };
}

describe('the judge of the fault runs', () => {
  const right = [
    caseOf('accepted', ['a success']),
    caseOf('accepted', ['503', 'a success']),
    caseOf('rejected', ['NotAuthorizedException']),
    caseOf('not-sent', [], { route: 'refused' }),
    caseOf('unknown', ['a reset (acts at-once)']),
    caseOf('unknown', ['a reset (acts never)']),
    caseOf('unknown', ['503'], { code: 'ERR_TRANSPORT_TIMEOUT' }),
    caseOf('unknown', [], { client: 'web', route: 'TLS stall' }),
    caseOf('accepted', ['500 (acts at-once)', 'a success'], { delivery: 'at-least-once' }),
  ];
  const wrong = [
    caseOf('accepted', ['503']),
    caseOf('not-sent', ['a reset (acts at-once)']),
    caseOf('not-sent', ['a stall before the headers (acts late)']),
    caseOf('rejected', ['500 (acts at-once)']),
    caseOf('rejected', []),
    caseOf('unknown', ['503']),
    caseOf('unknown', ['a success']),
    caseOf('unknown', [], { route: 'TLS stall' }),
    caseOf('unknown', [], { client: 'web', route: 'expired certificate' }),
    caseOf('accepted', ['500 (acts never)', 'a success']),
    caseOf('accepted', ['NotAuthorizedException', 'a success']),
    caseOf('accepted', ['a success'], { told: [] }),
    caseOf('accepted', ['a success'], { told: ['accepted', 'accepted'] }),
    caseOf('rejected', ['503'], { told: ['unknown'] }),
    caseOf('sent', ['a success']),
  ];

  it('has no complaint about the truth', () => {
    for (const one of right) expect(judge(one), JSON.stringify(one)).to.equal(undefined);
  });

  it('finds each kind of lie', () => {
    for (const one of wrong) expect(judge(one), JSON.stringify(one)).to.be.a('string');
  });
});
