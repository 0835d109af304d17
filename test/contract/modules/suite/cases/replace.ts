import { replace } from '../../../../../src/modules/replace.ts';
import type { ModuleCase } from '../module-case.ts';

export const replaceCase: ModuleCase = {
  module: 'replace',
  before: 'printf "old.example and old.example\\r\\n" >"it\'s"; chmod 640 "it\'s"',
  tasks: (place) => [
    replace('changed', { path: `${place}/it's`, regexp: /\bold\.(example)\b/, replace: 'new.$1' }),
  ],
  wrong: { call: () => replace('r', { path: '/a', regexp: '(' }), says: 'regexp: ' },
};
