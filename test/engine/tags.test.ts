import { describe, expect, it } from 'vitest';
import { isChosen } from '../../src/engine/tags.ts';

// As ansible-playbook chooses: own tags, --tags, --skip-tags, runs.
const table: readonly (readonly [string, string, string, boolean])[] = [
  ['', '', '', true],
  ['web', '', '', true],
  ['web', 'web', '', true],
  ['web', 'db', '', false],
  ['web,db', 'db', '', true],
  ['web,db', 'db', 'web', false],
  ['never', '', '', false],
  ['never,debug', 'debug', '', true],
  ['never,debug', 'all', '', false],
  ['always', 'db', '', true],
  ['always', '', 'always', false],
  ['always,web', '', 'web', false],
  ['always', '', 'tagged', false],
  ['always', '', 'all', true],
  ['always,web', '', 'all,web', true],
  ['always', '', 'all,always', false],
  ['always,never', '', '', true],
  ['always,never', 'db', '', true],
  ['never', 'never', '', true],
  ['never', 'tagged', '', false],
  ['', '', 'untagged', false],
  ['', '', 'tagged', true],
  ['web', '', 'all', false],
  ['', 'untagged', '', true],
  ['web', 'untagged', '', false],
  ['web', 'tagged', '', true],
  ['web', 'all', '', true],
];

const list = (words: string) => words.split(',').filter((word) => word !== '');

describe('isChosen', () => {
  it.each(table)('tags [%s] with --tags [%s] --skip-tags [%s]: %s', (own, tags, skipTags, chosen) => {
    expect(isChosen(list(own), { tags: list(tags), skipTags: list(skipTags) })).toBe(chosen);
  });
});
