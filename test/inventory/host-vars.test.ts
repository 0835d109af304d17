import { describe, expect, it } from 'vitest';
import { inventoryFrom } from './inventory-from.ts';

/** The variable `v` of host `h` in an inventory directory. */
async function valueIn(
  files: Readonly<Record<string, string>>,
  {
    sources = ['inv'],
    extraVars = {},
  }: { sources?: readonly string[]; extraVars?: Record<string, unknown> } = {},
): Promise<unknown> {
  const { select } = await inventoryFrom(files, { sources, extraVars });
  return select('h')[0]?.vars['v'];
}

const levels = {
  'inv/1.yml': 'all: { vars: { v: all }, hosts: { h: } }',
  'inv/2.yml': 'outer: { vars: { v: outer }, children: { inner: { hosts: { h: } } } }',
  'inv/3.yml': 'inner: { vars: { v: inner } }',
  'inv/group_vars/all.yml': 'v: group_vars/all',
  'inv/group_vars/outer.yml': 'v: group_vars/outer',
  'inv/group_vars/inner.yml': 'v: group_vars/inner',
  'inv/4.yml': 'inner: { hosts: { h: { v: host } } }',
  'inv/host_vars/h.yml': 'v: host_vars',
} as const;

describe('the variables of a host', () => {
  it.each([
    [1, 'all'],
    [2, 'outer'],
    [3, 'inner'],
    [4, 'group_vars/all'],
    [5, 'group_vars/outer'],
    [6, 'group_vars/inner'],
    [7, 'host'],
    [8, 'host_vars'],
  ])('come, of the first %i levels, from %s', async (count, winner) => {
    const files = Object.fromEntries(Object.entries(levels).slice(0, count));
    expect(await valueIn(files)).toBe(winner);
  });

  it('come from the extra variables before all others', async () => {
    expect(await valueIn(levels, { extraVars: { v: 'extra' } })).toBe('extra');
  });

  it('come from group_vars/all rather than from a group of the inventory file', async () => {
    const files = {
      'inv/hosts.yml': 'web: { vars: { v: web }, hosts: { h: } }',
      'inv/group_vars/all.yml': 'v: all',
    };
    expect(await valueIn(files)).toBe('all');
  });

  it.each([
    [
      'the group whose name is last',
      'a: { vars: { v: a }, hosts: { h: } }\nb: { vars: { v: b }, hosts: { h: } }',
      'b',
    ],
    [
      'the group of the higher priority',
      'a: { vars: { v: a, ansible_group_priority: 10 }, hosts: { h: } }\nb: { vars: { v: b }, hosts: { h: } }',
      'a',
    ],
    [
      'the deeper group, whatever the priority',
      'a: { vars: { v: a, ansible_group_priority: 9 }, children: { b: } }\nb: { vars: { v: b }, hosts: { h: } }',
      'b',
    ],
    [
      'the group that is deeper on its longest way',
      'a: { children: { b: } }\nb: { vars: { v: b }, hosts: { h: } }\nz: { vars: { v: z }, hosts: { h: } }',
      'b',
    ],
    ['the later of two places in a file', 'a: { hosts: { h: { v: 1 } } }\nb: { hosts: { h: { v: 2 } } }', 2],
  ])('come from %s', async (_, text, winner) => {
    expect(await valueIn({ 'inv/hosts.yml': text })).toBe(winner);
  });

  it('do not hold the priority of a group, which counts only in the inventory itself', async () => {
    const { select } = await inventoryFrom({
      'hosts.yml':
        'a: { vars: { v: a, ansible_group_priority: 5 }, hosts: { h: } }\nb: { vars: { v: b }, hosts: { h: } }',
      'group_vars/b.yml': 'ansible_group_priority: 99\nw: b',
      'group_vars/a.yml': 'w: a',
    });
    expect(select('h')[0]?.vars).toMatchObject({ v: 'a', w: 'a' });
  });

  it('are replaced whole, not merged within', async () => {
    const files = { 'inv/hosts.yml': 'a: { vars: { v: { x: 1 } }, hosts: { h: { v: { y: 2 } } } }' };
    expect(await valueIn(files)).toEqual({ y: 2 });
  });

  it('come from a later source rather than from an earlier one', async () => {
    const files = {
      'one/hosts.yml': 'all: { vars: { v: 1 }, hosts: { h: } }',
      'two/hosts.yml': 'all: { vars: { v: 2 } }',
    };
    expect(await valueIn(files, { sources: ['one', 'two'] })).toBe(2);
    expect(await valueIn(files, { sources: ['two', 'one'] })).toBe(1);
  });

  it("come from a later source's general group_vars rather than an earlier source's special ones", async () => {
    const files = {
      'one/hosts.yml': 'outer: { children: { inner: { hosts: { h: } } } }',
      'one/group_vars/inner.yml': 'v: inner of one',
      'two/hosts.yml': '',
      'two/group_vars/outer.yml': 'v: outer of two',
    };
    expect(await valueIn(files, { sources: ['one', 'two'] })).toBe('outer of two');
  });

  it('include the magic ones, which nothing overrides', async () => {
    const { select } = await inventoryFrom(
      { 'hosts.yml': 'web: { hosts: { web1.example.com: { inventory_hostname: x } } }' },
      { extraVars: { group_names: [] } },
    );
    expect(select('web')[0]?.vars).toEqual({
      inventory_hostname: 'web1.example.com',
      inventory_hostname_short: 'web1',
      group_names: ['web'],
    });
  });

  it('of the implicit localhost are those of all and its host_vars', async () => {
    const { select } = await inventoryFrom({
      'hosts.yml': 'all: { vars: { a: 1, b: 1 } }',
      'group_vars/all.yml': 'b: 2',
      'host_vars/localhost.yml': 'c: 3',
    });
    expect(select('localhost')[0]?.vars).toMatchObject({ a: 1, b: 2, c: 3, group_names: [] });
  });
});
