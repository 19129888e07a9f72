// Chromium of Debian, driven by playwright-core, which is installed on demand and out of the type checker's sight: this is
// as much of it as is used here.
import { fileURLToPath } from 'node:url';
import { findChromium } from '../../runtimes/install.ts';
import { installLocked } from '../../support/install-locked.ts';

const folder = fileURLToPath(new URL('../', import.meta.url));

/** One element, found when it is used. */
export interface Locator {
  readonly click: () => Promise<void>;
  readonly fill: (text: string) => Promise<void>;
  readonly innerText: () => Promise<string>;
  readonly inputValue: () => Promise<string>;
  readonly getAttribute: (name: string) => Promise<string | null>;
  readonly isVisible: () => Promise<boolean>;
  readonly waitFor: () => Promise<void>;
}

/** One tab. */
export interface Page {
  readonly goto: (url: string) => Promise<unknown>;
  readonly waitForURL: (url: string) => Promise<void>;
  readonly url: () => string;
  readonly locator: (selector: string) => Locator;
  readonly getByLabel: (text: string, options?: { readonly exact?: boolean }) => Locator;
  readonly getByRole: (role: string, options?: { readonly name?: string }) => Locator;
  readonly keyboard: {
    readonly press: (key: string) => Promise<void>;
    readonly type: (text: string) => Promise<void>;
  };
  readonly evaluate: <Result>(script: string) => Promise<Result>;
  readonly screenshot: (options: { readonly path: string; readonly fullPage?: boolean }) => Promise<unknown>;
  readonly on: (event: 'console' | 'pageerror', listener: (message: { text?(): string }) => void) => void;
}

/** One visitor: cookies and storage of his own. */
export interface Context {
  readonly newPage: () => Promise<Page>;
  readonly setOffline: (isOffline: boolean) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** How a visitor looks at the page. */
export interface ContextOptions {
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly colorScheme?: 'light' | 'dark';
  readonly javaScriptEnabled?: boolean;
}

/** A running browser. */
export interface Browser {
  readonly newContext: (options?: ContextOptions) => Promise<Context>;
  readonly close: () => Promise<void>;
}

interface Playwright {
  readonly chromium: {
    readonly launch: (options: {
      readonly executablePath: string;
      readonly args: readonly string[];
    }) => Promise<Browser>;
  };
}

/** Starts Chromium, which is installed where it is missing. */
export async function startBrowser(): Promise<Browser> {
  await installLocked(folder);
  const { chromium }: Playwright = await import(`${folder}node_modules/playwright-core/index.mjs`);
  const args = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'];
  return chromium.launch({ executablePath: await findChromium(), args });
}

/** The accessibility checker, to be run inside a page. */
export const axeFile = `${folder}node_modules/axe-core/axe.min.js`;
