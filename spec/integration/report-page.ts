// npm run report-page [FOLDER]: the HTML report in Chromium, without scripts, at two widths, light and dark. Checks that
// everything fits and is drawn, and leaves screenshots in FOLDER to look at.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { htmlReport } from '../../lib/cli/batch/html-report.ts';
import { findChromium } from '../runtimes/install.ts';
import { madeUpStory } from '../support/run-story.ts';

const WIDTHS = [1_280, 390] as const;
const SCHEMES = ['light', 'dark'] as const;

/** The brightness of the page behind everything, from 0 to 255. */
async function brightness(page: Page): Promise<number> {
  const color = await page.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor);
  const channels = (color.match(/\d+/g) ?? []).slice(0, 3).map(Number);
  return channels.reduce((sum, channel) => sum + channel, 0) / 3;
}

async function check(browser: Browser, url: string, width: number, colorScheme: 'light' | 'dark'): Promise<Buffer> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, javaScriptEnabled: false });
  const page = await context.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => complaints.push(message.text()));
  await page.goto(url);
  const needed = await page.locator('html').evaluate((root) => root.scrollWidth);
  assert.ok(needed <= width, `The page needs ${needed} pixels of ${width}`);
  assert.deepEqual(requests, [url], 'The page loads nothing else');
  assert.deepEqual(complaints, [], 'The browser has nothing to complain about');
  assert.equal((await brightness(page)) > 128, colorScheme === 'light', 'The page follows the colour scheme');
  for (const plot of await page.locator('svg').all()) {
    const box = await plot.boundingBox();
    assert.ok(box && box.width > width / 2 && box.height > 10, 'Every plot is drawn');
  }
  const screenshot = await page.screenshot({ fullPage: true });
  await context.close();
  return screenshot;
}

const folder = resolve(process.argv[2] ?? (await mkdtemp(join(tmpdir(), 'report-page-'))));
await mkdir(folder, { recursive: true });
const file = join(folder, 'run.html');
await writeFile(file, htmlReport(madeUpStory()));
const browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox'] });
try {
  for (const width of WIDTHS) {
    for (const scheme of SCHEMES) {
      const screenshot = await check(browser, pathToFileURL(file).href, width, scheme);
      await writeFile(join(folder, `run-${width}-${scheme}.png`), screenshot);
    }
  }
} finally {
  await browser.close();
}
console.log(`The page is sound at ${WIDTHS.join(' and ')} pixels, light and dark. Screenshots: ${folder}`);
