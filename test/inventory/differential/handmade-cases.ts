import type { Case } from './case.ts';

const web = '[web]\nweb[01:05]\n[db]\ndb-[a:c].example.com ansible_port=2200\n[prod:children]\nweb\ndb\n';
const patterns = [
  'all',
  '*',
  'web',
  'web:db',
  'web,db',
  'db:web',
  'all:!web',
  '!web',
  '&db',
  'prod:&web:!web03',
  '!web03:prod:&web',
  'web[0]',
  'web[-1]',
  'web[1:2]',
  'web[1:]',
  'web[0-1]',
  'web[9]',
  'w*',
  '*.example.com',
  '~web0[13]',
  '~.*-[ab]',
  'web0?',
  'web0[13]',
  'nobody',
  'localhost',
  'web01:nobody',
  'ungrouped',
  'prod[2:4]:!db',
  'db-a.example.com',
];

/** Inventories as people write them, and the corners of the grammar. */
export const handmadeCases: readonly Case[] = [
  { title: 'patterns', files: { hosts: web }, sources: ['hosts'], patterns },
  {
    title: 'limits',
    files: { hosts: web, 'failed.retry': 'web02\n  db-a.example.com  \n\nweb04\n', 'not.retry': '!web02\n' },
    sources: ['hosts'],
    limits: [
      ...patterns.map((limit) => [limit, 'prod'] as const),
      ...patterns.map((pattern) => ['web:!web03', pattern] as const),
      ['@failed.retry', 'all'],
      ['@failed.retry', 'web'],
      ['@failed.retry:!web04', 'all'],
      ['@failed.retry,@not.retry', 'all'],
      ['db,@failed.retry', 'prod'],
      ['@nowhere.retry', 'all'],
      ['@not.retry', 'all'],
    ],
  },
  // Once it has made a local host of one name, Ansible gives it for the others too.
  {
    title: 'the local host by its number',
    files: { hosts: web },
    sources: ['hosts'],
    patterns: ['127.0.0.1'],
  },
  {
    title: 'a comma list',
    files: {},
    sources: ['h1,h2:2222,[::1]:22,localhost,'],
    patterns: ['all', 'localhost', '::1'],
  },
  { title: 'nothing but a comment', files: { hosts: '# none\n' }, sources: ['hosts'], patterns: ['all'] },
  {
    title: 'one host alone',
    files: { hosts: 'localhost' },
    sources: ['hosts'],
    patterns: ['all', 'localhost'],
  },
  {
    title: 'IPv6 in INI',
    files: { hosts: '[v6]\n[fe80::1]:22 a=1\n2001:db8::2 a=2\n[fe80::[1:3]]:2222\n' },
    sources: ['hosts'],
  },
  {
    title: 'comments and blanks of all kinds',
    files: {
      hosts:
        '# first\r\n; semicolon\r\n[web]   # of the web\r\n  h1   a=1\ta2="x # y"  # end\r\n\r\n\t[web:vars]\t\r\n  k  =  v v  \r\n',
    },
    sources: ['hosts'],
  },
  {
    title: 'children before their groups',
    files: {
      hosts:
        '[top:children]\nmid\nlow\n[low:vars]\na=low\n[mid:children]\nlow\n[low]\nh\n[mid:vars]\na=mid\nb=mid\n[mid]\n',
    },
    sources: ['hosts'],
    patterns: ['top', 'mid'],
  },
  {
    title: 'priorities, depths and names',
    files: {
      hosts:
        '[a]\nh\n[b]\nh\n[c]\nh\n[d:children]\nc\n[a:vars]\nx=a\ny=a\nansible_group_priority=10\n[b:vars]\nx=b\ny=b\nz=b\n[c:vars]\nx=c\n[d:vars]\nz=d\ny=d\n',
    },
    sources: ['hosts'],
  },
  {
    title: 'every level of precedence',
    files: {
      'inv/hosts':
        '[all:vars]\na=1\nb=1\nc=1\nd=1\ne=1\nf=1\ng=1\n[web]\nh g=7 h=7\n[web:vars]\nb=2\nc=2\nd=2\n',
      'inv/group_vars/all.yml': 'c: 3\nd: 3\ne: 3\n',
      'play/group_vars/all.yml': 'd: 4\ne: 4\nf: 4\n',
      'inv/group_vars/web.yml': 'e: 5\nf: 5\ng: 5\n',
      'play/group_vars/web.yml': 'f: 6\ng: 6\n',
      'inv/host_vars/h.yml': 'h: 8\ni: 8\n',
      'play/host_vars/h.yml': 'i: 9\n',
    },
    sources: ['inv'],
    playbookDirectory: 'play',
    extraVars: { a: 'extra' },
  },
  {
    title: 'a directory with what is no inventory',
    files: {
      'inv/01-static': '[web]\nh1\n',
      'inv/02.yml': 'web:\n  hosts:\n    h2:\n',
      'inv/03.sh':
        '#!/bin/sh\necho \'{"web": {"hosts": ["h3"], "vars": {"x": 1.0}}, "_meta": {"hostvars": {"h3": {"y": null}}}}\'\n',
      'inv/more/hosts': '[db]\nd1\n',
      'inv/hosts.ini': '[ignored]\nh9\n',
      'inv/a.cfg': '[ignored]\n',
      'inv/README.md': '# read me\n',
      'inv/b.retry': 'h1\n',
      'inv/c~': 'h8\n',
      'inv/.hidden': 'h7\n',
      'inv/group_vars/web/2.yml': 'v: 2\n',
      'inv/group_vars/web/10.yml': 'v: 10\n',
      'inv/group_vars/web/.x.yml': 'v: 0\n',
      'inv/group_vars/web/y.txt': 'v: 0\n',
      'inv/host_vars/h1': 'w: 1\n',
    },
    sources: ['inv'],
  },
  {
    title: 'a directory twice among the sources',
    files: {
      'a/hosts': 'h x=1\n[g]\nh\n',
      'a/group_vars/g.yml': 'v: a\n',
      'b/hosts': '[g]\nh x=2\n',
      'b/group_vars/all.yml': 'v: b\n',
    },
    sources: ['a', 'b', 'a', 'h,'],
  },
  {
    title: 'YAML with anchors, merges and Ansible’s own types',
    files: {
      'hosts.yml':
        'all:\n  vars: &v {port: 1, mode: 0644, o: yes, f: 1.0, big: 123456789012345678901234567890}\n  hosts:\n    h1:\n      <<: *v\n      port: 2\n    "h[2:3]:2222": *v\n  children:\n    g: {hosts: h1}\n',
    },
    sources: ['hosts.yml'],
  },
  {
    title: 'JSON',
    files: {
      'hosts.json': '{"g": {"hosts": {"h": {"a": 1.0, "b": 1e3, "c": [true, null], "10": 1, "9": 2}}}}',
    },
    sources: ['hosts.json'],
  },
  {
    title: 'JSON in YAML’s clothes',
    files: { 'hosts.yml': '{"g": {"hosts": {"h": {"a": 1e3}}}}' },
    sources: ['hosts.yml'],
  },
  {
    title: 'groups with odd names',
    files: { hosts: '[a-b]\nh1\n[c.d]\nh2\n[1x]\nh3\n[e/f]\nh4\n[ü]\nh5\n[a-b:vars]\nx=1\n' },
    sources: ['hosts'],
    patterns: ['a-b', 'c.d', '1x', 'e/f', 'ü'],
  },
  {
    title: 'a vaulted value',
    files: { hosts: 'h\n', 'group_vars/all.yml': 'a: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  3132\nb: 1\n' },
    sources: ['hosts'],
    vaults: [['default', 'word']],
  },
];

/** What Ansible leaves out with a warning is refused here. */
export const refusedCases: readonly Case[] = [
  '[web]\nh1 port\n',
  '[we b]\n',
  '[web:what]\nx\n',
  '[web]\nh1 a="b\n',
  '[web]\nh[3:1x]\n',
  '[web]\nh1:\n',
  '[web:vars]\na=1\n',
  '[web:children]\ndb\n',
  '[web:vars]\nnothing\n[web]\n',
  '[a]\n[b]\n[a:children]\nb\n[b:children]\na\n',
].map((text) => ({ title: JSON.stringify(text), files: { hosts: text }, sources: ['hosts'] }));
