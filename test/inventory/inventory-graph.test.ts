import { describe, expect, it } from 'vitest';
import { complaintOf, inventoryFrom } from './inventory-from.ts';

describe('a YAML inventory', () => {
  it('puts hosts of all groups in the order of the groups, level by level', async () => {
    const { hosts } = await inventoryFrom({
      'hosts.yml': `
web: { hosts: { w1: }, children: { inner: { hosts: { i1: } } } }
all: { hosts: { a1: , w1: } }
db: { hosts: { d1: } }
ungrouped: { hosts: { u1: } }`,
    });
    expect(hosts.map(({ name }) => name)).toEqual(['a1', 'w1', 'u1', 'd1', 'i1']);
  });

  it('puts hosts without a group into ungrouped, and only those', async () => {
    const { hosts } = await inventoryFrom({
      'hosts.yml': 'all: { hosts: { a: , b: } }\nungrouped: { hosts: { c: , b: } }\nweb: { hosts: { b: } }',
    });
    expect(Object.fromEntries(hosts.map(({ name, groups }) => [name, groups]))).toEqual({
      a: ['ungrouped'],
      b: ['web'],
      c: ['ungrouped'],
    });
  });

  it('lists the groups of a host most general first', async () => {
    const { select } = await inventoryFrom({
      'hosts.yml': 'a: { hosts: { h: } }\nz: { children: { m: { children: { a: } } } }\nb: { hosts: { h: } }',
    });
    expect(select('h')[0]?.groups).toEqual(['b', 'z', 'm', 'a']);
    expect(select('h')[0]?.vars['group_names']).toEqual(['a', 'b', 'm', 'z']);
  });

  it('takes a single host or child as plain text, and a group, host or section without content', async () => {
    const { hosts } = await inventoryFrom({
      'hosts.yml': 'web: { hosts: w1, children: inner, vars: }\ninner:',
    });
    expect(hosts.map(({ name, groups }) => [name, groups])).toEqual([['w1', ['web']]]);
  });

  it('takes ports from names, where the host is named first', async () => {
    const { hosts } = await inventoryFrom({
      'hosts.yml': `all: { hosts: { 'w[1:2]:2222': , '[fe80::1]:22': , 'x:1': { ansible_port: 5 }, 'w1:9': } }`,
    });
    expect(hosts.map(({ name, vars }) => [name, vars['ansible_port']])).toEqual([
      ['w1', 2222],
      ['w2', 2222],
      ['fe80::1', 22],
      ['x', 5],
    ]);
  });

  it('holds hostile names as data', async () => {
    const names = [
      "it's",
      '"',
      'a\nb',
      '$(reboot)',
      '-oProxyCommand=x',
      '../../etc/passwd',
      '__proto__',
      'constructor',
    ];
    const hosts = Object.fromEntries(names.map((name) => [name, { own: name }]));
    const loaded = await inventoryFrom({ 'hosts.json': JSON.stringify({ all: { hosts } }) });
    expect(loaded.hosts.map(({ name, vars }) => [name, vars['own']])).toEqual(
      names.map((name) => [name, name]),
    );
  });

  it('holds __proto__ as a group, a variable and a key within one', async () => {
    const { hosts } = await inventoryFrom({
      'hosts.yml':
        '__proto__: { hosts: { h: { __proto__: { polluted: 1 }, deep: { __proto__: { polluted: 1 } } } } }',
    });
    const [host] = hosts;
    expect(host?.groups).toEqual(['__proto__']);
    expect(Object.hasOwn(host?.vars ?? {}, '__proto__')).toBe(true);
    expect(host?.vars['polluted']).toBeUndefined();
    expect('polluted' in {}).toBe(false);
  });
});

describe('a wrong inventory', () => {
  it('fails with the place of what is wrong', async () => {
    const texts = [
      '- web1\n',
      'web: 5\n',
      'web:\n  hosts:\n    - web1\n',
      'web:\n  host:\n    web1:\n',
      'web:\n  web1:\n',
      'we b:\n',
      '"web:db": {}\n',
      '10: {}\n',
      'web:\n  hosts:\n    10:\n',
      'web:\n  hosts:\n    web1: 22\n',
      'web:\n  hosts:\n    web[1:]:\n',
      'web:\n  vars: text\n',
      'web:\n  vars:\n    ansible_group_priority: high\n',
      'web:\n  children:\n    all:\n',
      'web:\n  children:\n    ungrouped:\n',
      'web:\n  children:\n    web:\n',
      'a:\n  children:\n    b:\nb:\n  children:\n    c:\nc:\n  children:\n    b:\n',
      'plugin: aws_ec2\n',
    ];
    const complaints = await Promise.all(texts.map((text) => complaintOf({ 'hosts.yml': text })));
    expect(complaints.join('\n')).toMatchInlineSnapshot(`
      "DefinitionError: hosts.yml:1:1: the inventory is a list, not a mapping of groups
      Write "all:", below it "  hosts:", and below that "    web1:"; further groups in the same way.
      DefinitionError: hosts.yml:1:1: group "web" is a number, not a mapping
      Write "name:" on a line of its own for each entry, without "- ".
      DefinitionError: hosts.yml:2:3: "hosts" of group "web" is a list, not a mapping
      Write "name:" on a line of its own for each entry, without "- ".
      DefinitionError: hosts.yml:2:3: group "web" has the unknown key "host"
      A group has hosts, vars and children. A host stands below hosts, a group below children.
      DefinitionError: hosts.yml:2:3: group "web" has the unknown key "web1"
      A group has hosts, vars and children. A host stands below hosts, a group below children.
      DefinitionError: hosts.yml:1:1: the group name "we b" holds white space, which means something else in patterns
      Rename the group.
      DefinitionError: hosts.yml:1:1: the group name "web:db" holds ":", which means something else in patterns
      Rename the group.
      DefinitionError: hosts.yml:1:1: the group name 10 is not text
      Put a name that looks like a number or a boolean in quotes.
      DefinitionError: hosts.yml:3:5: the host name 10 of group "web" is not text
      Put a name that looks like a number in quotes.
      DefinitionError: hosts.yml:3:5: host "web1" is a number, not a mapping
      Write "name:" on a line of its own for each entry, without "- ".
      DefinitionError: hosts.yml:3:5: The host range "web[1:]" must specify an end
      Write a range as web[01:20], web[1:9:2] or db-[a:f]; both ends are included.
      DefinitionError: hosts.yml:2:3: "vars" of group "web" is text, not a mapping
      Write "name:" on a line of its own for each entry, without "- ".
      DefinitionError: hosts.yml:3:5: ansible_group_priority is not a whole number
      DefinitionError: hosts.yml:3:5: "all" holds every group and cannot be a child of "web"
      DefinitionError: hosts.yml:3:5: "ungrouped" cannot be a child of "web"
      DefinitionError: hosts.yml:3:5: group "web" is its own child: web › web
      DefinitionError: hosts.yml:6:5: group "b" is its own child: b › c › b
      Take one of these groups out of the children of the one before it.
      DefinitionError: hosts.yml:1:1: the inventory plugin "aws_ec2" is not supported
      Give an executable that prints the inventory as JSON, or a TypeScript module that returns the groups."
    `);
  });
});
