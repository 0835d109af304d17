import { describe, expect, it } from 'vitest';
import { complaintOf, inventoryFrom } from './inventory-from.ts';

async function valueOn(line: string): Promise<unknown> {
  const { select } = await inventoryFrom({ hosts: `h ${line}\n` });
  return select('h')[0]?.vars['v'];
}

async function valueIn(line: string): Promise<unknown> {
  const { select } = await inventoryFrom({ hosts: `h\n[all:vars]\n${line}\n` });
  return select('h')[0]?.vars['v'];
}

describe('an INI inventory', () => {
  it.each([
    ['v=1', 1],
    ['v=1.0', 1],
    ['v=true', 'true'],
    ['v=True', true],
    ['v=None', null],
    ['v=0644', '0644'],
    ['v=80,443', [80, 443]],
    [`v="[1, 'two']"`, [1, 'two']],
    [`v="{'a': {'b': 1e3}}"`, { a: { b: 1000 } }],
    ['v="a b" # comment', 'a b'],
    ['v=a#b', 'a'],
    ['v=', ''],
    [`v="'quoted'"`, 'quoted'],
    ['v=12345678901234567890', '12345678901234567890'],
    ['v=10.0.0.1', '10.0.0.1'],
    ['v=a=b', 'a=b'],
    ['v={{inventory_hostname}}', 'h'],
    [String.raw`v=a\ b`, 'a b'],
  ])('reads %s on the line of a host', async (line, value) => {
    expect(await valueOn(line)).toEqual(value);
  });

  it.each([
    ['v = a b # kept', 'a b # kept'],
    ['v=23 # a comment of Python', 23],
    ['v="quoted"', 'quoted'],
    ['v=[1, (2, 3), {4: 5}]', [1, [2, 3], { 4: 5 }]],
    ['v="unclosed', '"unclosed'],
    [String.raw`v='\x41\n'`, 'A\n'],
    ['v=1+2', '1+2'],
    ['v=--5', '--5'],
    ['v=f"x"', 'f"x"'],
  ])('reads %s in a section of variables', async (line, value) => {
    expect(await valueIn(line)).toEqual(value);
  });

  it('says where a variable is set', async () => {
    const { select } = await inventoryFrom({ hosts: '; first\n[web]\nh:22 a=1\n\n[web:vars]\nb=2\n' });
    const origins = ['a', 'b', 'ansible_port', 'c'].map((name) => select('h')[0]?.originOf?.(name));
    expect(origins).toEqual(['hosts:3', 'hosts:6', 'hosts:3', undefined]);
  });

  it('fails with the file and line of what is wrong', async () => {
    const texts = [
      'h1\n[web:what]\n',
      '[we b]\n',
      '[a*b]\n',
      '\n\nh1 port\n',
      'h1 v="a b\n',
      'h1 v=a\\\n',
      'h[1:]\n',
      '[web]\nh1:\n',
      '[web]\n---\n',
      '[web:vars]\nno value\n[web]\n',
      '[web:vars]\na=1\n',
      '[web:children]\ndb\n',
      '[web:children]\ndb x=1\n[db]\n',
      '[web:children]\nall\n',
      '[web]\n[web:vars]\nansible_group_priority=high\n',
      '[a]\n[b]\n[a:children]\nb\n[b:children]\na\n',
      '"" a=1\n',
    ];
    const complaints = await Promise.all(texts.map((text) => complaintOf({ hosts: text })));
    expect(complaints.join('\n')).toMatchInlineSnapshot(`
      "DefinitionError: hosts:2: the section [web:what] is of an unknown type
      There are [group], [group:vars] and [group:children].
      DefinitionError: hosts:1: "[we b]" is no section
      Write [group], [group:vars] or [group:children], without spaces.
      DefinitionError: hosts:1: the group name "a*b" holds "*", which means something else in patterns
      Rename the group.
      DefinitionError: hosts:3: "port" after the host is not key=value
      Put a value that holds spaces in quotes.
      DefinitionError: hosts:1: "h1 v="a b" cannot be taken apart: a quotation is not closed
      Close the quotation.
      DefinitionError: hosts:1: "h1 v=a\\" cannot be taken apart: nothing follows the backslash at the end
      Close the quotation.
      DefinitionError: hosts:1: The host range "h[1:]" must specify an end
      Write a range as web[01:20], web[1:9:2] or db-[a:f]; both ends are included.
      DefinitionError: hosts:2: the host "h1:" ends in ":" without a port
      Write host:port, or take the colon away.
      DefinitionError: hosts:2: "---" is no host
      A YAML inventory begins with a mapping of groups.
      DefinitionError: hosts:2: "no value" is not key=value
      Write one variable a line, as key=value.
      DefinitionError: hosts:1: [web:vars] is of a group that nothing declares
      Add a section [web], even an empty one.
      DefinitionError: hosts:2: [web:children] names "db", a group that nothing declares
      Add a section [db], even an empty one.
      DefinitionError: hosts:2: "db x=1" is no name of a group
      Write one group a line, without variables.
      DefinitionError: hosts:2: "all" holds every group and cannot be a child
      DefinitionError: hosts:3: ansible_group_priority is not a whole number
      DefinitionError: hosts:4: group "a" is its own child: a › b › a
      Take one of these groups out of the children of the one before it.
      DefinitionError: hosts:1: the host has an empty name
      Name it, or remove the line."
    `);
  });
});
