import { expect, it } from 'vitest';
import { copy } from '../../../src/modules/copy.ts';
import { file } from '../../../src/modules/file.ts';

it.each([
  ['u=rw,g=q', 'mode: "g=q" is no clause of a mode'],
  ['u=rw,', 'mode: "" is no clause of a mode'],
  ['u=rg', 'mode: "u=rg" is no clause of a mode'],
  ['rw', "mode: must be octal digits in a string, such as '0644', or letters"],
  ['0999', "mode: must be octal digits in a string, such as '0644', or letters"],
  ['u=o,o=', 'mode: "u=o,o=" would give another mode each time that it is set'],
])('says what is wrong with the mode %s', (mode, message) => {
  expect(() => file('f', { path: '/f', mode })).toThrow(message);
  expect(() => copy('c', { path: '/f', content: '', mode })).toThrow(message);
});

it.each(['0644', '644', '4755', 'u=rwX,g=rX,o=', '+x', 'g=u', 'a-w,u+w'])('takes the mode %s', (mode) => {
  expect(() => file('f', { path: '/f', mode })).not.toThrow();
});

it.each([-1, 1.5, 2 ** 32 - 1, '4294967295', '-1', 'a:b', '/a', ' a', 'a ', 'a\nb', '+5', ''])(
  'takes no owner %j',
  (owner) => {
    expect(() => file('f', { path: '/f', owner })).toThrow(/owner: is (neither|a number)/);
  },
);

it.each([0, 4_000_000_000, '1000', 'www-data', '9lives', 'CORP\\nina', 'domain users@corp.example'])(
  'takes an owner %j',
  (owner) => {
    expect(() => file('f', { path: '/f', owner, group: owner })).not.toThrow();
  },
);
