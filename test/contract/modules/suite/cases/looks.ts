import { Secret } from '../../../../../src/core/secret.ts';
import { sh } from '../../../../../src/core/sh.ts';
import { assert } from '../../../../../src/modules/assert.ts';
import { debug } from '../../../../../src/modules/debug.ts';
import { facts } from '../../../../../src/modules/facts.ts';
import { find } from '../../../../../src/modules/find.ts';
import { probe } from '../../../../../src/modules/probe.ts';
import { setFact } from '../../../../../src/modules/set-fact.ts';
import { stat } from '../../../../../src/modules/stat.ts';
import { waitFor } from '../../../../../src/modules/wait-for.ts';
import type { ModuleCase } from '../module-case.ts';

const secret = 'what only the playbook knows';
const tree = "mkdir -p -- '-it is/sub'; echo text >'-it is/sub/new\nline'; ln -s nowhere link";
const changesNothing = true;

/** Modules that only look at the host, or at nothing. */
export const lookCases: readonly ModuleCase[] = [
  {
    module: 'assert',
    changesNothing,
    tasks: () => [assert('holds', { that: true, message: 'it does not' })],
    wrong: { call: () => assert('a', { that: true, message: '' }), says: 'message: ' },
  },
  {
    module: 'debug',
    changesNothing,
    tasks: (place) => [debug('shown', { value: { place, password: new Secret(secret) } })],
    wrong: { call: () => debug('d', {}), says: 'give either message or value' },
    secret,
  },
  {
    module: 'facts',
    changesNothing,
    tasks: () => [facts('seen', { subsets: ['os', 'users', 'mounts', 'interfaces'] })],
    wrong: {
      call: () => facts('f', { subsets: ['os'], certificates: ['/a'] }),
      says: 'subsets: must hold certificates',
    },
  },
  {
    module: 'find',
    changesNothing,
    before: tree,
    tasks: (place) => [
      find('all', { paths: [place], recurse: true, fileType: 'any' }),
      find('by content', { paths: [place], recurse: true, contains: 'text', hidden: true }),
    ],
    wrong: { call: () => find('f', { paths: ['relative'] }), says: 'paths.0: must be an absolute path' },
  },
  {
    module: 'probe',
    changesNothing,
    before: tree,
    tasks: (place) => [probe('answers', { script: sh`ls -- ${place}`, environment: { A: "it's" } })],
    wrong: {
      call: () => probe('p', { script: sh`:`, environment: { 'a b': 'c' } }),
      says: 'environment',
    },
  },
  {
    module: 'setFact',
    changesNothing,
    tasks: (place) => [setFact('kept', { values: { place, password: new Secret(secret) } })],
    wrong: { call: () => setFact('s', { values: {} }), says: 'values: keeps nothing' },
    secret,
  },
  {
    module: 'stat',
    changesNothing,
    before: tree,
    tasks: (place) => [
      stat('a directory', { path: `${place}/-it is` }),
      stat('a link', { path: `${place}/link` }),
      stat('nothing', { path: `${place}/nothing` }),
    ],
    wrong: { call: () => stat('s', { path: 'relative' }), says: 'path: must be an absolute path' },
  },
  {
    module: 'waitFor',
    changesNothing,
    before: tree,
    tasks: (place) => [
      waitFor('there', { path: `${place}/-it is/sub/new\nline`, contains: '^te.t$' }),
      waitFor('gone', { path: `${place}/gone`, state: 'absent' }),
    ],
    wrong: { call: () => waitFor('w', { path: '/a', port: 1 }), says: 'give either port or path' },
  },
];
