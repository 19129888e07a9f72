// What the cmdlets, and the command, need of Node.
import { openCaller } from '../../client/client.ts';
import type { CmdletPlatform } from '../../cmdlet/platform.ts';
import { nodePlatform } from './platform.ts';
import { fillInAmbient } from './settings/fill-in.ts';
import { placed } from './settings/placed.ts';

/** Opens clients and journals, and fills in what the surroundings say. */
export const cmdletPlatform: CmdletPlatform = {
  openCaller(given, profileLocation) {
    const [config, sources] = placed(given, profileLocation);
    return openCaller(config, nodePlatform(sources));
  },
  async openJournal(path, options) {
    const { openJournal } = await import('../../journal/open-journal.ts');
    return openJournal(path, options);
  },
  fillInSettings(given, profileLocation) {
    const [config, sources] = placed(given, profileLocation);
    return fillInAmbient(Object.assign(Object.create(null), config, sources), () => {});
  },
};
