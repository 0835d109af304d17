import { describe, expect, it } from 'vitest';
import { readYaml } from '../../src/inventory/read-yaml.ts';
import { vaultOf } from '../../src/inventory/vault.ts';
import { yamlPieces } from '../../src/inventory/yaml-pieces.ts';

const read = (text: string) => readYaml({ text, file: 'hosts.yml', format: 'yaml', vault: vaultOf([]) });

/** Hosts of a group, with two lines each. */
const hostsOf = (group: string, count: number) =>
  Array.from(
    { length: count },
    (_, index) => `    ${group}${index}: # a host\n      at: "10.0.0.${index % 250}"`,
  ).join('\n');

const large = [
  '# An inventory',
  'all:',
  '  vars: { port: 80, names: [a, "b: c"] }',
  'web: # in front',
  '  hosts: # many',
  hostsOf('web', 9_000),
  '  vars:',
  '    tier: front',
  'db:',
  '  children:',
  '    mysql:',
  '      hosts:',
  ...hostsOf('db', 9_000)
    .split('\n')
    .map((line) => `    ${line}`),
  'last:',
  '',
].join('\n');

describe('a large inventory', () => {
  it('is read in pieces, and holds what it holds as a whole', () => {
    expect(yamlPieces(large)?.map(({ depth }) => depth)).toEqual([0, 2, 2, 4, 4]);
    const inPieces = read(large);
    // The alias has it read as a whole.
    const whole = read(`${large}extra: &name x\n`).content;
    if (!(whole instanceof Map)) throw new Error('it is no mapping');
    whole.delete('extra');
    expect(inPieces.content).toEqual(whole);
    expect(JSON.stringify([...(whole as Map<string, unknown>).keys()])).toBe('["all","web","db","last"]');
    expect(inPieces.where(['db', 'children', 'mysql', 'hosts', 'db3', 'at'])).toBe('hosts.yml:18019:11');
  });

  it.each([
    [
      'a host that is there twice, far apart',
      large.replace('    web8999:', '    web0:'),
      'the key "web0" is there twice',
    ],
    ['a group that is there twice', `${large}web:\n  hosts:\n`, 'the key "web" is there twice'],
    ['a line that is none', large.replace('    web8998:', '   web8998:'), 'hosts.yml:18002'],
  ])('is refused with its place for %s', (_, text, complaint) => {
    expect(() => read(text)).toThrow(complaint);
  });

  it.each([
    ['a text of several lines', 'notes: |\n  hosts:\n'],
    ['a text in quotes that goes on', 'notes: "a\n  b"\n'],
    ['an anchor', 'notes: &a 1\n'],
    ['brackets that go on', 'notes: [1,\n  2]\n'],
    ['a second document', '---\nweb:\n'],
    ['a list', 'notes:\n  - 1\n'],
  ])('is not cut where it holds %s', (_, more) => {
    expect(yamlPieces(large + more)).toBeUndefined();
  });
});
