// The same cases against ./testing and the emulators. If an emulator is fixed, its case fails: remove it from differences.ts.
import { expect } from 'chai';
import { answerIn } from './answers.ts';
import { cases } from './cases.ts';
import { DIFFERENCES } from './differences.ts';
import { hasMoto, startLocal, startMoto, startOwn, type Target } from './targets.ts';

const TIMEOUT_MS = 90_000;

const starts: Readonly<Record<string, () => Promise<Target>>> = {
  './testing': startOwn,
  'cognito-local': startLocal,
  ...(hasMoto() && { moto: startMoto }),
};

for (const [name, start] of Object.entries(starts)) {
  describe(`the contract of Cognito, against ${name}`, function () {
    this.timeout(TIMEOUT_MS);
    let target: Target;
    before(async () => {
      target = await start();
    });
    after(() => target?.stop());
    const differences = DIFFERENCES[name] ?? {};
    for (const [title, { documented }] of Object.entries(cases)) {
      const expected = differences[title];
      it(`answers ${title} ${expected ? 'differently from the documentation' : 'as documented'}`, async () => {
        expect(await answerIn(target, title)).to.equal(expected ?? documented);
      });
    }
  });
}
