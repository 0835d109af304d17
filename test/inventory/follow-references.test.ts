import { describe, expect, it } from 'vitest';
import { inventoryFrom } from './inventory-from.ts';

/** The variable `v` of host `h`, of an inventory with these variables. */
async function valueOf(vars: string): Promise<unknown> {
  const { select } = await inventoryFrom({ 'hosts.yml': `all: { hosts: { h: }, vars: ${vars} }` });
  return select('h')[0]?.vars['v'];
}

describe('a value that refers to other variables', () => {
  it.each([
    ['alone keeps the type', '{ v: "{{ n }}", n: 5 }', 5],
    ['is followed further', '{ v: "{{ a }}", a: "{{ b }}", b: [1, 2] }', [1, 2]],
    ['reaches into mappings and lists', `{ v: "{{ m.a['b'][-1] }}", m: { a: { b: [1, 2] } } }`, 2],
    [
      'becomes text within a text',
      '{ v: "{{ a }}-{{n}} {{ t }} {{ x }}", a: web, n: 1.0, t: yes, x: }',
      'web-1.0 True None',
    ],
    ['is followed within mappings and lists', '{ v: { k: ["{{ inventory_hostname }}"] } }', { k: ['h'] }],
    ['is left alone when it is unsafe', '{ v: !unsafe "{{ a }}", a: 1 }', '{{ a }}'],
  ])('%s', async (_, vars, value) => {
    expect(await valueOf(vars)).toEqual(value);
  });

  it.each([
    [
      'a filter',
      '{ v: "{{ a | upper }}", a: x }',
      '"{{ a | upper }}" is not evaluated: only references to variables are followed (the variable "v", set at',
    ],
    ['a statement', '{ v: "{% if a %}x{% endif %}", a: 1 }', 'only references to variables are followed'],
    ['white space control', '{ v: "x {{- a }}", a: 1 }', 'only references to variables are followed'],
    ['a circle', '{ v: "{{ a }}", a: "{{ v }}" }', '"v" refers to itself'],
    ['nothing', '{ v: "{{ nowhere }}" }', 'nothing sets "nowhere"'],
    ['a key that is not there', '{ v: "{{ m.b }}", m: { a: 1 } }', '"m" has no b'],
    ['a list within a text', '{ v: "x{{ l }}", l: [1] }', 'a list or a mapping does not go into a text'],
  ])('is refused when it is read, and no sooner, for %s', async (_, vars, complaint) => {
    await expect(valueOf(vars)).rejects.toThrow(complaint);
    await expect(valueOf(vars.replace('v:', 'w:'))).resolves.toBeUndefined();
  });
});
