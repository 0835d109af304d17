import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { localeGenText } from '../../src/modules/locale/locale-gen-text.ts';
import { archivedName } from '../../src/modules/locale/locale-state.ts';
import { locale } from '../../src/modules/locale.ts';
import type { EditedFile } from '../../src/modules/shared/edit-steps.ts';

describe('locale.gen', () => {
  it.each<[string, 'present' | 'absent', string]>([
    ['', 'present', 'de_DE.UTF-8 UTF-8\n'],
    ['# de_DE.UTF-8 UTF-8\n', 'present', 'de_DE.UTF-8 UTF-8\n'],
    ['#de_DE.UTF-8 UTF-8\nx y', 'present', 'de_DE.UTF-8 UTF-8\nx y'],
    ['# de_DE ISO-8859-1\n', 'present', '# de_DE ISO-8859-1\nde_DE.UTF-8 UTF-8\n'],
    [' de_DE.UTF-8  UTF-8\n', 'present', ' de_DE.UTF-8  UTF-8\n'],
    ['de_DE.UTF-8 UTF-8\nde_DE ISO-8859-1\n', 'absent', '# de_DE.UTF-8 UTF-8\nde_DE ISO-8859-1\n'],
    ['# de_DE.UTF-8 UTF-8\n', 'absent', '# de_DE.UTF-8 UTF-8\n'],
  ])('%j with it %s is %j', (before, state, after) => {
    const wish = { name: 'de_DE.UTF-8', charset: 'UTF-8', state };
    expect(localeGenText(before, wish).text).toBe(after);
    expect(localeGenText(after, wish).text).toBe(after);
  });
});

it.each([
  ['de_DE.UTF-8', 'de_DE.utf8'],
  ['de_DE.ISO-8859-15@euro', 'de_DE.iso885915@euro'],
  ['eo', 'eo'],
])('%s is %s for glibc', (name, archived) => {
  expect(archivedName(name)).toBe(archived);
});

describe('a host', () => {
  const file: EditedFile = {
    path: '/f',
    file: { is: 'absent' },
    content: { is: 'none' },
    isCertain: true,
    parent: { path: '/', isThere: 'yes' },
  };
  const controller = { directory: '/', host: { name: 'here', groups: [], vars: {} } };
  const { params, desired, plan, describe: words } = locale.spec;
  const planned = async (given: z.input<typeof params>, locales: object) => {
    const wish = await desired(params.parse(given), controller);
    const own = { isThere: false, maker: 'locale-gen', charset: 'UTF-8', ...locales } as const;
    const current = { gen: file, debian: file, conf: file, locales: own };
    return plan(current, wish).map((change) => words(change, wish, current).summary);
  };

  it.each<[z.input<typeof locale.spec.params>, object, readonly string[]]>([
    [{ name: 'de_DE.UTF-8' }, {}, ['created, de_DE.UTF-8 is generated', 'de_DE.UTF-8 generated']],
    [{ name: 'de_DE.UTF-8' }, { isThere: true, maker: 'packages' }, []],
    [{ name: 'de_DE.UTF-8', state: 'absent' }, { isThere: true }, ['de_DE.UTF-8 removed']],
    [{ name: 'de_DE.UTF-8', state: 'absent' }, {}, []],
    [{ name: 'C.UTF-8', default: true }, { isThere: true, charset: undefined }, ['created, line added']],
  ])('that should have %j and has %j gets %j', async (given, locales, changes) => {
    expect(await planned(given, locales)).toEqual(changes);
  });

  it.each<[z.input<typeof locale.spec.params>, object, string]>([
    [{ name: 'de_DE.UTF-8' }, { maker: 'packages' }, 'The locale de_DE.UTF-8 cannot be made here'],
    [{ name: 'xx_XX.UTF-8' }, { charset: undefined }, 'The host knows no locale xx_XX.UTF-8'],
    [{ name: 'C', state: 'absent' }, { isThere: true }, 'The locale C cannot be removed here'],
  ])('that should have %j and has %j refuses', async (given, locales, says) => {
    await expect(planned(given, locales)).rejects.toThrow(says);
  });
});

it('refuses to make an absent locale the default', () => {
  expect(() => locale('l', { name: 'eo', state: 'absent', default: true })).toThrow(
    'default: has no meaning',
  );
});
