import { expect } from 'chai';
import { budgetOf } from '../../lib/bulk/budget.ts';

describe('a budget of sends', () => {
  it('is spent after so many', async () => {
    const budget = budgetOf(2);
    expect([await budget.take(), await budget.take()]).to.deep.equal([true, true]);
    budget.end(true);
    budget.end(true);
    expect(await budget.take()).to.equal(false);
  });

  it('waits for what is under way, which may be given back', async () => {
    const budget = budgetOf(1);
    await budget.take();
    const second = budget.take();
    budget.end(false);
    expect(await second).to.equal(true);
    const third = budget.take();
    budget.end(true);
    expect(await third).to.equal(false);
  });
});
