import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { loadText, modprobeText } from '../../src/modules/kernel-module/module-lines.ts';
import { kernelModule } from '../../src/modules/kernel-module.ts';
import type { EditedFile } from '../../src/modules/shared/edit-steps.ts';
import { runHere } from '../support/local-host.ts';

const { params, plan, desired, describe: words } = kernelModule.spec;
const controller = { directory: '/', host: { name: 'here', groups: [], vars: {} } };
type Given = Omit<z.input<typeof params>, 'name'>;

const wish = (given: Given) => params.parse({ name: 'br_netfilter', ...given });

describe('a file of modules-load.d', () => {
  it.each<[string, Given, string]>([
    ['', {}, 'br_netfilter\n'],
    ['# ours\nother', {}, '# ours\nother\nbr_netfilter\n'],
    ['br_netfilter\n', {}, 'br_netfilter\n'],
    ['br-netfilter\nother\n', { state: 'absent' }, 'other\n'],
    ['br_netfilter\n', { persistent: false }, ''],
    ['br_netfilter\n', { state: 'blacklisted' }, ''],
  ])('%j with %j is %j', (before, given, after) => {
    expect(loadText(before, wish(given)).text).toBe(after);
    expect(loadText(after, wish(given)).text).toBe(after);
  });
});

describe('a file of modprobe.d', () => {
  it.each<[string, Given, string]>([
    ['', {}, ''],
    ['options br_netfilter a=1\n', {}, 'options br_netfilter a=1\n'],
    ['options br_netfilter a=1\n', { options: { a: 2, b: 'c' } }, 'options br_netfilter a=2 b=c\n'],
    ['options br_netfilter a=1\nblacklist other\n', { options: {} }, 'blacklist other\n'],
    [
      '# ours\n',
      { state: 'blacklisted' },
      '# ours\nblacklist br_netfilter\ninstall br_netfilter /bin/false\n',
    ],
    ['blacklist br-netfilter\ninstall br_netfilter /bin/false\n', {}, ''],
    ['install br_netfilter /sbin/own\n', {}, 'install br_netfilter /sbin/own\n'],
  ])('%j with %j is %j', (before, given, after) => {
    expect(modprobeText(before, wish(given)).text).toBe(after);
    expect(modprobeText(after, wish(given)).text).toBe(after);
  });
});

describe('the kernel', () => {
  const empty: EditedFile = {
    path: '/f',
    file: { is: 'absent' },
    content: { is: 'none' },
    isCertain: true,
    parent: { path: '/', isThere: 'yes' },
  };
  const planned = async (given: Given, kernel: object) => {
    const whole = await desired(wish({ persistent: false, ...given }), controller);
    const state = { load: empty, modprobe: empty };
    const current = {
      ...state,
      kernel: { release: '6.1', module: 'unloaded', hindrance: undefined, ...kernel },
    } as const;
    return plan(current, whole).map((change) => words(change, whole, current).summary);
  };

  it.each<[Given, object, readonly string[]]>([
    [{}, {}, ['br_netfilter loaded']],
    [{}, { module: 'builtin', hindrance: 'no-right' }, []],
    [{ state: 'absent' }, { module: 'loaded' }, ['br_netfilter unloaded']],
    [{ state: 'absent' }, { hindrance: 'no-right' }, []],
    [{ loaded: false }, { hindrance: 'no-right' }, []],
    [
      { state: 'blacklisted' },
      { module: 'loaded' },
      ['br_netfilter unloaded', 'created, br_netfilter blacklisted'],
    ],
  ])('that should be %j and is %j has to do %j', async (given, kernel, changes) => {
    expect(await planned(given, kernel)).toEqual(changes);
  });

  it.each<[Given, object, string]>([
    [{}, { hindrance: 'no-right' }, 'The kernel 6.1 cannot load br_netfilter from here: this is a container'],
    [{}, { hindrance: 'unknown' }, 'cannot load br_netfilter from here: it knows no such module'],
    [
      { state: 'absent' },
      { module: 'loaded', hindrance: 'locked' },
      'cannot unload br_netfilter from here: it is locked',
    ],
    [{ state: 'absent' }, { module: 'builtin' }, 'br_netfilter is a part of the kernel 6.1 itself'],
  ])('that should be %j and is %j is refused', async (given, kernel, says) => {
    await expect(planned(given, kernel)).rejects.toThrow(says);
  });
});

it.each([true, false])('says why the kernel here cannot load a module (check: %s)', async (check) => {
  const task = kernelModule('no such', { name: 'drover_no_such_module', persistent: false });
  const { outcomes } = await runHere([task], { check });
  expect(outcomes['no such']).toMatch(/^failed: The kernel .* cannot load drover_no_such_module from here: /);
});
