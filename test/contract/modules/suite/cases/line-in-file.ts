import { lineInFile } from '../../../../../src/modules/line-in-file.ts';
import type { ModuleCase } from '../module-case.ts';

export const lineInFileCase: ModuleCase = {
  module: 'lineInFile',
  before: 'printf "a = 1\\nb = 2\\nb = 3" >there; chmod 604 there; printf "x\\ny\\nx\\n" >"-e it"',
  tasks: (place) => [
    lineInFile('changed', { path: `${place}/there`, regexp: /^b =/, line: "b = `it's`" }),
    lineInFile('gone', { path: `${place}/-e it`, regexp: /^x$/, state: 'absent' }),
    lineInFile('new', { path: `${place}/new`, line: '$(id)', create: true }),
  ],
  wrong: { call: () => lineInFile('l', { path: '/a', line: 'two\nlines' }), says: 'line: ' },
};
