import { pause } from '../../../../../src/modules/pause.ts';
import { tempDir } from '../../../../../src/modules/temp-dir.ts';
import type { ModuleCase } from '../module-case.ts';

/** Modules that change something in each run, since that is what they are for. */
export const eachTimeCases: readonly ModuleCase[] = [
  {
    module: 'pause',
    changesEachTime: 'waits each time',
    tasks: () => [pause('waits', { seconds: 0.01 })],
    wrong: { call: () => pause('p', { seconds: -1 }), says: 'seconds: ' },
  },
  {
    module: 'tempDir',
    changesEachTime: 'makes another each time',
    tasks: (place) => [tempDir('made', { parent: place, prefix: '-it\'s "' })],
    wrong: { call: () => tempDir('t', { prefix: 'a/b' }), says: 'prefix: must be the beginning' },
  },
];
