// npm run pictures [FOLDER]: draws the pictures of the README from the committed figures, and shows them in Chromium as a README
// does, on a phone and on a wide screen, light and dark. Checks that no text is cut or runs into another, and leaves screenshots
// in FOLDER.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { findChromium } from '../runtimes/install.ts';
import { fileOf, type Picture, readPicture, writePictures } from './pictures.ts';
import { CARD } from './svg.ts';

const WIDTHS = [360, 900] as const;
const SCHEMES = ['light', 'dark'] as const;
const names: readonly Picture['name'][] = ['one-call', 'size'];

interface Box {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const isApart = (a: Box, b: Box): boolean =>
  a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;

/** Checks that each text of a picture is inside its margins, and touches no other. */
async function checkTexts(page: Page, svg: string): Promise<void> {
  await page.setContent(`<body style="margin:0">${svg}</body>`);
  const boxes = await page.locator('svg text').evaluateAll((texts) =>
    texts.map((text): Box => {
      const { left, right, top, bottom } = text.getBoundingClientRect();
      return { text: text.textContent ?? '', left, right, top, bottom };
    }),
  );
  for (const [index, box] of boxes.entries()) {
    assert.ok(box.left >= CARD.margin - 1 && box.right <= CARD.width - CARD.margin + 1, `"${box.text}" fits the width`);
    for (const other of boxes.slice(index + 1)) {
      assert.ok(isApart(box, other), `"${box.text}" and "${other.text}" are apart`);
    }
  }
}

/** A page that shows the pictures as a README does. */
function readmeWith(scheme: string): string {
  const images = names.map((name) => `<img src="${fileOf({ name }).href}" alt="${name}">`).join('\n');
  const back = scheme === 'dark' ? '#0d1117' : '#ffffff';
  return `<!doctype html><meta name="viewport" content="width=device-width">
<style>:root { color-scheme: ${scheme}; background: ${back} } body { margin: 16px } img { max-width: 100% }</style>
<p>${images}</p>`;
}

async function shoot(browser: Browser, folder: string, width: number, colorScheme: (typeof SCHEMES)[number]) {
  const context = await browser.newContext({ viewport: { width, height: 400 }, colorScheme, deviceScaleFactor: 2 });
  const page = await context.newPage();
  const file = join(folder, `readme-${width}-${colorScheme}.html`);
  await writeFile(file, readmeWith(colorScheme));
  await page.goto(pathToFileURL(file).href);
  for (const image of await page.locator('img').all()) {
    const box = await image.boundingBox();
    assert.ok(box && box.width >= Math.min(CARD.width, width - 40), `A picture is legible at ${width} pixels`);
  }
  await page.screenshot({ path: file.replace('.html', '.png'), fullPage: true });
  await context.close();
}

const folder = resolve(process.argv[2] ?? (await mkdtemp(join(tmpdir(), 'pictures-'))));
await mkdir(folder, { recursive: true });
await writePictures();
const browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox'] });
try {
  const page = await browser.newPage();
  for (const name of names) await checkTexts(page, await readPicture({ name }));
  for (const width of WIDTHS) for (const scheme of SCHEMES) await shoot(browser, folder, width, scheme);
} finally {
  await browser.close();
}
console.log(`The pictures are sound at ${WIDTHS.join(' and ')} pixels, light and dark. Screenshots: ${folder}`);
