import { fetch } from '../../../../../src/modules/fetch.ts';
import type { ModuleCase } from '../module-case.ts';

export const fetchCase: ModuleCase = {
  module: 'fetch',
  before: `printf 'a\\0b' >./-a; ln -s ./-a link`,
  tasks: (place) => [
    fetch('a file', { src: `${place}/-a`, dest: `${place}/here` }),
    fetch('by a link', { src: `${place}/link`, dest: `${place}/flat`, flat: true }),
  ],
  wrong: { call: () => fetch('wrong', { src: 'here', dest: 'x' }), says: 'src: must be an absolute path' },
  needsRoot: 'what it writes belongs to the user of the controller',
};
