// What completion offers, by command.
import { confirmFlags } from '../confirm-flags.ts';
import type { Flag } from '../flag.ts';
import { flags } from '../flags.ts';

/** A flag as far as completion has to do with it. */
export type OfferedFlag = Pick<Flag, 'name' | 'short' | 'type' | 'placeholder' | 'choices' | 'help'>;

/** A command beside the first one, which has no name. */
export interface OfferedCommand {
  readonly word: string;
  readonly help: string;
  readonly flags: readonly OfferedFlag[];
  /** What its argument is. */
  readonly argument: 'USERNAME' | 'FILE';
}

const shared = (name: string): OfferedFlag[] => [flags.get(name)].filter((flag) => flag !== undefined);

const salvage: OfferedFlag = {
  name: 'salvage',
  type: 'text',
  placeholder: 'PATH',
  help: 'write a sound journal with all that FILE still tells for certain',
};

/** The flags of the first command. */
export const firstFlags: readonly OfferedFlag[] = [...flags.values()];

/** The commands that have a name. */
export const commands: readonly OfferedCommand[] = [
  {
    word: 'confirm',
    help: 'set a new password with the code',
    flags: [...confirmFlags.values()],
    argument: 'USERNAME',
  },
  {
    word: 'journal',
    help: 'tell what a journal holds',
    flags: [salvage, ...['output', 'error-format', 'help'].flatMap(shared)],
    argument: 'FILE',
  },
];
