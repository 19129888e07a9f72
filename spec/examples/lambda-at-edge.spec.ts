import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { build } from 'esbuild';

// CloudFront's limit for the code of a function that sees viewer requests, libraries included. It is one of the
// compressed size; we are far below it without compression.
const LIMIT_BYTES = 1_048_576;

describe('the example for Lambda@Edge', () => {
  it('fits, in one file that needs nothing but Node', async () => {
    const { outputFiles, metafile } = await build({
      entryPoints: [fileURLToPath(new URL('lambda-at-edge.ts', import.meta.url))],
      bundle: true,
      write: false,
      metafile: true,
      format: 'cjs',
      platform: 'node',
      target: 'node20',
      logLevel: 'error',
    });
    expect(outputFiles[0]?.contents.length).to.be.below(LIMIT_BYTES / 10);
    expect(Object.values(metafile.outputs).flatMap(({ imports }) => imports)).to.deep.equal([]);
  });
});
