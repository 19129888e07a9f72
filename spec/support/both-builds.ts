import { type Cases, openWorld } from './world.ts';

/** Runs cases with mocha, on the web build and on the Node build. */
export function bothBuilds(subject: string, cases: Cases): void {
  for (const build of ['web', 'node'] as const) {
    describe(`${subject} (${build} build)`, () => {
      let world: ReturnType<typeof openWorld>;
      beforeEach(() => {
        world = openWorld(build);
      });
      afterEach(() => world.end());
      for (const [circumstance, behaviours] of Object.entries(cases)) {
        describe(circumstance, () => {
          for (const [behaviour, run] of Object.entries(behaviours)) it(behaviour, () => run(world));
        });
      }
    });
  }
}
