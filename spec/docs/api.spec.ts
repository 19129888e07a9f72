import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { installLocked } from '../support/install-locked.ts';
import type { Gap } from './gaps.ts';

const INSTALL_TIMEOUT_MS = 180_000;

describe('the documentation of the API', function () {
  // Each program is checked whole, by a compiler that is not native.
  this.timeout(INSTALL_TIMEOUT_MS);
  let findGaps: (entry: string) => readonly Gap[];
  let folder: string;

  before(async () => {
    await installLocked(fileURLToPath(new URL('.', import.meta.url)));
    ({ findGaps } = await import('./gaps.ts'));
    folder = await mkdtemp(join(tmpdir(), 'docs-'));
  });

  after(() => rm(folder, { recursive: true, force: true }));

  const gapsIn = async (module: string): Promise<readonly string[]> => {
    const path = join(folder, 'module.ts');
    await writeFile(path, module);
    return findGaps(path).map(({ name, lacks }) => `${name} lacks ${lacks}`);
  };

  it('says of every export what it is, in which unit, and what it throws', () => {
    for (const entry of ['node', 'index', 'handler', 'testing/testing']) {
      expect(findGaps(fileURLToPath(new URL(`../../lib/${entry}.ts`, import.meta.url)))).to.deep.equal([]);
    }
  });

  it('is missed where it is not there', async () => {
    expect(
      await gapsIn(`
        export const value = 1;
        export interface Shape { method(): void }
        /** Times. */
        export interface Timed {
          /** How long. */ readonly waitMs: number;
          /** How much. */ readonly mostBytes: number;
          /** How long, in milliseconds. */ readonly restMs: number;
        }`),
    ).to.deep.equal([
      'value lacks documentation',
      'Shape lacks documentation',
      'Shape.method lacks documentation',
      'Timed.waitMs lacks unit',
      'Timed.mostBytes lacks unit',
    ]);
  });

  it('must name what is thrown, however it comes to be thrown', async () => {
    expect(
      await gapsIn(`
        function fail(): never { throw new Error(); }
        const make = () => () => fail();
        class Made { constructor() { fail(); } }
        const makeClass = () => class extends Made { constructor() { super(); fail(); } };
        /** Throws. */ export function direct() { throw new Error(); }
        /** Throws. */ export const indirect = async () => { if (Math.random()) fail(); };
        /** Throws. */ export const made = make();
        /** Throws. */ export const MadeClass = makeClass();
        /** Throws. */ export class Shape {
          /** Throws. */ method() { new Made(); }
        }
        /** Throws. */ export function rethrows() { try { fail(); } catch (error) { throw error; } }
        /** Does not. */ export function catches() { try { fail(); } catch {} }
        /** Does not. */ export function returns() { return () => fail(); }
        /**
         * Says so.
         * @throws always.
         */
        export function documented() { fail(); }`),
    ).to.have.members(
      ['direct', 'indirect', 'made', 'MadeClass', 'Shape.method', 'rethrows'].map((name) => `${name} lacks @throws`),
    );
  });
});
