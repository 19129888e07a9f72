// Goes into the example's own page, in the place of its script.
import { openExample } from '../cases/scenario.ts';
import type { Cases } from '../harness.ts';

async function submit(username: string): Promise<string> {
  const form = document.querySelector('form') as HTMLFormElement;
  const output = form.querySelector('output') as HTMLOutputElement;
  const changed = new Promise<void>((resolve) => {
    new MutationObserver(() => resolve()).observe(output, { childList: true, characterData: true, subtree: true });
  });
  (form.elements.namedItem('username') as HTMLInputElement).value = username;
  form.requestSubmit();
  await changed;
  return output.value;
}

export const exampleCases: Cases = {
  'example: a page': async (harness, _lib, ctx) => {
    await import('../../examples/browser-page.ts');
    const known = await submit('alice@example.com');
    harness.equal(known, 'If there is such an account, a code is on its way.');
    const { count } = openExample(ctx);
    harness.equal(await count(), 1);
    harness.equal(await submit('alice smith'), 'This is no username.');
    harness.equal(await submit('nobody@example.com'), known);
    harness.equal(await count(), 2);
  },
};
