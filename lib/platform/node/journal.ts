// What the Node build offers around a journal's file, which hardly a program needs: loaded when it is called.
import type { InspectJournal, SalvageJournal } from '../../bulk/inspect-journal.ts';

/** {@inheritDoc InspectJournal} */
export const inspectJournal: InspectJournal = async (path) => {
  const { inspectJournal: inspect } = await import('../../journal/inspect.ts');
  return inspect(path);
};

/** {@inheritDoc SalvageJournal} */
export const salvageJournal: SalvageJournal = async (path, newPath) => {
  const { salvageJournal: salvage } = await import('../../journal/inspect.ts');
  return salvage(path, newPath);
};
