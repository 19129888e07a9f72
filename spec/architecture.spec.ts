import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { circlesIn, type Import, importsIn, importsUnder } from './support/imports.ts';

const lib = fileURLToPath(new URL('../lib/', import.meta.url));

const LEAVES = ['errors', 'util'];
const PURE = ['protocol', 'schema', ...LEAVES];
const CLIENT = ['client', 'operations', ...PURE];

/** What each room may import beside itself: rooms, or single files. Only entries may import all. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  util: [],
  // The shape of an issue, which errors carry.
  errors: ['schema/issue.ts', 'util'],
  schema: LEAVES,
  protocol: ['schema', ...LEAVES],
  operations: PURE,
  client: ['operations', ...PURE],
  bulk: CLIENT,
  journal: ['bulk', ...LEAVES],
  cmdlet: ['bulk', ...CLIENT],
  handler: CLIENT,
  testing: CLIENT,
  // A platform implements what a client and the cmdlets need of one; it also opens the journal.
  platform: ['journal', 'bulk', 'cmdlet/platform.ts', ...CLIENT],
  // Beside the public names, the command shares the names of parameters with the cmdlet, and leaves. It is an entry of the
  // Node build itself, and opens a client that reads the file of ProfileLocation.
  cli: [
    'node.ts',
    'platform/node/cmdlet-platform.ts',
    'cmdlet',
    'journal/format.ts',
    'schema/did-you-mean.ts',
    'schema/generated/version.ts',
    'util',
  ],
};

const ENTRIES = ['index.ts', 'node.ts', 'handler.ts'];

const roomOf = (file: string): string => file.split('/')[0] ?? '';

function isAllowed({ from, to }: Import): boolean {
  const room = roomOf(from);
  if (ENTRIES.includes(from) || room === roomOf(to)) return true;
  return (MAY_IMPORT[room] ?? []).some((allowed) => allowed === roomOf(to) || allowed === to);
}

const show = ({ from, to }: Import): string => `${from} imports ${to}`;

describe('the imports of the library', () => {
  // What runs at build time ships nothing.
  const imports = importsUnder(lib).filter(({ from }) => !from.startsWith('build/'));

  it('are found by the search, types and dynamic imports included', () => {
    const found = importsIn(
      'client/client.ts',
      [
        "import { a } from './call.ts';",
        "import type { B } from '../errors/errors.ts';",
        'import {\n  c,\n  type D,\n} from "./ignored.ts";'.replaceAll('"', "'"),
        "export * from '../util/abort.ts';",
        "const load = () => import('../platform/web.ts');",
        "import { join } from 'node:path';",
      ].join('\n'),
    );
    expect(found.map(({ to }) => to)).to.deep.equal([
      'client/call.ts',
      'errors/errors.ts',
      'client/ignored.ts',
      'util/abort.ts',
      'platform/web.ts',
    ]);
    expect(imports.length).to.be.above(100);
  });

  it('point one way, from the entries down to the leaves', () => {
    expect(imports.filter((each) => !isAllowed(each)).map(show)).to.deep.equal([]);
  });

  it('leave no file outside a room but the entries', () => {
    const rooms = new Set(imports.flatMap(({ from, to }) => [roomOf(from), roomOf(to)]));
    expect([...rooms].filter((room) => !(room in MAY_IMPORT) && !ENTRIES.includes(room))).to.deep.equal([]);
  });

  it('go round in no circle', () => {
    expect(circlesIn(imports).map((circle) => circle.join(' → '))).to.deep.equal([]);
  });

  it('would be caught going round in a circle', () => {
    const circle = [
      { from: 'a.ts', to: 'b.ts' },
      { from: 'b.ts', to: 'c.ts' },
      { from: 'c.ts', to: 'a.ts' },
      { from: 'c.ts', to: 'd.ts' },
    ];
    expect(circlesIn(circle)).to.deep.equal([['a.ts', 'b.ts', 'c.ts']]);
  });
});
