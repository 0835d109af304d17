import { describe, expect, it } from 'vitest';
import { plainVars } from '../../src/inventory/plain-vars.ts';
import { type ReadYaml, readYaml } from '../../src/inventory/read-yaml.ts';
import { vaultOf } from '../../src/inventory/vault.ts';

function read(text: string, format: 'yaml' | 'json' = 'yaml'): ReadYaml {
  return readYaml({ text, file: 'hosts.yml', format, vault: vaultOf([]) });
}

function valueOf(text: string): unknown {
  const { content } = read(`a: ${text}`);
  return content instanceof Map ? plainVars()(content, () => undefined)['a'] : undefined;
}

function complaintOf(text: string, format: 'yaml' | 'json' = 'yaml'): string {
  try {
    read(text, format);
    return 'no complaint';
  } catch (error) {
    return String(error);
  }
}

describe('readYaml', () => {
  it.each([
    ['yes', true],
    ['Off', false],
    ['y', 'y'],
    ['~', null],
    ['', null],
    ['0644', 420],
    ['0o644', '0o644'],
    ['0x1F', 31],
    ['-0b101', -5],
    ['1_000', 1000],
    ['1:30', 90],
    ['1.5', 1.5],
    ['1e3', '1e3'],
    ['1.0e+3', 1000],
    ['-.inf', -Infinity],
    ['12345678901234567890', '12345678901234567890'],
    ['2020-01-01', '2020-01-01'],
    ["'01'", '01'],
    ['!unsafe "{{ x }}"', '{{ x }}'],
    ['!!str 5', '5'],
  ])('reads %s as Ansible does', (text, value) => {
    expect(valueOf(text)).toEqual(value);
  });

  it('reads JSON as JSON, with tabs and escapes', () => {
    const { content } = read('{\n\t"a": 1e3,\n\t"b": "\\u00e4\\/"\n}', 'json');
    expect(content instanceof Map && plainVars()(content, () => undefined)).toEqual({ a: 1000, b: 'ä/' });
  });

  it('takes merge keys and aliases, many of them', () => {
    const lines = Array.from({ length: 500 }, (_, index) => `h${index}: { <<: *common, n: ${index} }`);
    const { content } = read(['base: &common { port: 22 }', ...lines].join('\n'));
    expect(content instanceof Map && content.get('h499')).toEqual(
      new Map([
        ['port', 22],
        ['n', 499],
      ]),
    );
  });

  it('says where a key stands, or what is nearest to it', () => {
    const { where } = read('all:\n  hosts:\n    web1: { port: 1 }\n');
    expect(where(['all', 'hosts', 'web1', 'port'])).toBe('hosts.yml:3:13');
    expect(where(['all', 'hosts', 'web9'])).toBe('hosts.yml:2:3');
  });

  it('names the place of what is not well-formed', () => {
    const texts = [
      'all:\n  hosts: [a\n',
      'all:\n\thosts:\n',
      'a: 1\nb: 2\n"a": 3\n',
      'a: *nobody\n',
      'a: 1\n---\nb: 2\n',
      'a: !python/object x\n',
      'a: &a [*a]\n',
      'a: &a 1\nb: &a [*a]\n',
    ];
    expect(texts.map((text) => complaintOf(text)).join('\n')).toMatchInlineSnapshot(`
      "DefinitionError: hosts.yml:3:1: flow sequence in block collection must be sufficiently indented and end with a ]
      DefinitionError: hosts.yml:2:1: tabs are not allowed as indentation
      DefinitionError: hosts.yml:3:1: the key "a" is there twice
      DefinitionError: hosts.yml:1:4: the alias *nobody has no anchor &nobody before it
      DefinitionError: hosts.yml:2:1: a second document begins here
      DefinitionError: hosts.yml:1:4: unresolved tag: !python/object
      DefinitionError: hosts.yml:1:8: the alias *a has no anchor &a before it
      DefinitionError: hosts.yml:2:8: the alias *a has no anchor &a before it"
    `);
  });

  it('refuses aliases that expand without end', () => {
    const levels = 'bcdefghi'.split('').map((name, index) => {
      const alias = `*${'abcdefgh'.charAt(index)}`;
      return `${name}: &${name} [${Array.from({ length: 9 }, () => alias).join(',')}]`;
    });
    expect(complaintOf(['a: &a [x]', ...levels].join('\n'))).toMatchInlineSnapshot(
      `"DefinitionError: hosts.yml: excessive alias count indicates a resource exhaustion attack"`,
    );
  });
});
