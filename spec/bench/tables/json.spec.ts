import { expect } from 'chai';
import type { Results } from '../results.ts';
import { formatJson } from './json.ts';

const results: Results = {
  version: '1.0.0',
  plan: 'full',
  machine: { processor: 'any', processors: 2, node: '20.20.2' },
  goals: [
    {
      name: 'g',
      measured: { median: 1.234567, low: 1, high: 45_678.9 },
      limit: 8_000,
      wants: 'at least',
      met: false,
      certain: true,
    },
  ],
};

describe('the JSON of the benchmark', () => {
  it('formatJson() keeps four significant digits of each number', () => {
    const [goal] = (JSON.parse(formatJson(results)) as Results).goals;
    expect(goal?.measured).to.deep.equal({ median: 1.235, low: 1, high: 45_680 });
    expect(goal?.limit).to.equal(8_000);
  });

  it('formatJson() writes an interval on one line', () => {
    expect(formatJson(results)).to.include('      "measured": { "median": 1.235, "low": 1, "high": 45680 },\n');
  });
});
