import { expect } from 'chai';
import type { JournalEntry } from '../../lib/bulk/journal-entry.ts';
import { afterBegin, afterEnd, type Standing } from '../../lib/bulk/standing.ts';

const failed = (outcome: JournalEntry['outcome'], errorName: string): JournalEntry => ({ outcome, errorName });
const lost = failed('unknown', 'TransportError');
const notSent = failed('not-sent', 'TransportError');
const rejected = failed('rejected', 'UserNotFoundException');
const throttled = failed('rejected', 'TooManyRequestsException');
const accepted: JournalEntry = { outcome: 'accepted' };

/** What is known after events, of which `begin` is one. */
function standingAfter(...events: readonly ('begin' | JournalEntry)[]): Standing | undefined {
  return events.reduce<Standing | undefined>(
    (standing, event) => (event === 'begin' ? afterBegin(standing) : afterEnd(standing, event)),
    undefined,
  );
}

describe('what is known of a record', () => {
  const cases: readonly [
    what: string,
    events: readonly ('begin' | JournalEntry)[],
    outcome: JournalEntry['outcome'],
  ][] = [
    ['a request that was begun and no more', ['begin'], 'unknown'],
    ['an accepted request', ['begin', accepted], 'accepted'],
    ['a rejected request', ['begin', rejected], 'rejected'],
    ['a request that was not sent', ['begin', notSent], 'not-sent'],
    ['a throttled request', ['begin', throttled], 'not-sent'],
    ['a request of an unknown outcome', ['begin', lost], 'unknown'],
    ['a request that was not sent, and then accepted', ['begin', notSent, 'begin', accepted], 'accepted'],
    ['a request that was not sent twice', ['begin', notSent, 'begin', notSent], 'not-sent'],
    ['an unknown request that is begun again', ['begin', lost, 'begin'], 'unknown'],
    ['an unknown request that is not sent again', ['begin', lost, 'begin', notSent], 'unknown'],
    ['an unknown request that is throttled', ['begin', lost, 'begin', throttled], 'unknown'],
    [
      'an unknown request that meets a limit of the user',
      ['begin', lost, 'begin', failed('rejected', 'LimitExceededException')],
      'unknown',
    ],
    ['an unknown request that is accepted', ['begin', lost, 'begin', accepted], 'accepted'],
    ['an unknown request that is rejected', ['begin', lost, 'begin', rejected], 'rejected'],
    [
      'an unknown request that is not sent several times',
      ['begin', lost, 'begin', notSent, 'begin', notSent],
      'unknown',
    ],
    ['an interrupted request that is not sent in the next run', ['begin', 'begin', notSent], 'unknown'],
    [
      'an unknown request that was settled, and then not sent',
      ['begin', lost, 'begin', rejected, 'begin', notSent],
      'not-sent',
    ],
  ];
  for (const [what, events, outcome] of cases) {
    it(`is ${outcome} after ${what}`, () => {
      expect(standingAfter(...events)?.outcome).to.equal(outcome);
    });
  }

  it('keeps the name of the error that left it unknown', () => {
    expect(standingAfter('begin', lost, 'begin', failed('not-sent', 'ConfigurationError'))).to.include(lost);
  });
});
