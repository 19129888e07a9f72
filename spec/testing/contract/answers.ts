import { cases } from './cases.ts';
import type { Target } from './targets.ts';

/** A target's answer in a case. Replaces the generated client ID. */
export async function answerIn(target: Target, title: string): Promise<string> {
  const { documented: _, run, ...setup } = cases[title] ?? {};
  if (!run) throw new Error(`No such case: ${title}`);
  const pool = await target.open(setup);
  return (await run(pool)).replace(pool.clientId, 'ID');
}

/** A target's answers that differ from the documented ones, by case. */
export async function differencesOf(target: Target): Promise<Record<string, string>> {
  const differences: Record<string, string> = {};
  for (const [title, { documented }] of Object.entries(cases)) {
    const answer = await answerIn(target, title);
    if (answer !== documented) differences[title] = answer;
  }
  return differences;
}
