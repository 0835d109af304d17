import { describe, expect, it } from 'vitest';
import { DroverError } from '../../src/core/errors.ts';
import type { Host } from '../../src/core/host.ts';
import { play } from '../../src/core/play.ts';
import { group } from '../../src/core/task.ts';
import { compile } from '../../src/engine/compile.ts';
import type { TagChoice } from '../../src/engine/tags.ts';
import { ask } from '../support/word-tasks.ts';

const restart = ask('Restart', { word: 'r' }, { tags: ['handler'] });
const web = play({
  name: 'Web',
  hosts: 'all',
  tasks: ({ host }) => [
    group('Certificates', [ask('Key', { word: 'k' }, { notify: restart })], { tags: ['tls'] }),
    ask('Wipe', { word: 'w' }, { tags: ['never', 'wipe'] }),
    ...(host.name === 'h2' ? [ask('Only here', { word: 'o' }, { tags: ['second'] })] : []),
  ],
});
const bare = play({ name: 'Bare', hosts: 'all', tasks: [] });
const hosts: readonly Host[] = ['h1', 'h2'].map((name) => ({ name, groups: [], vars: {} }));

function refusal(choice: Partial<TagChoice>): string {
  try {
    compile([web, bare], { hosts, select: () => hosts }, { tags: [], skipTags: [], ...choice });
    return 'not refused';
  } catch (error) {
    if (error instanceof DroverError) return `${error.code}: ${error.message}. ${error.hint}`;
    throw error;
  }
}

describe('tags', () => {
  it.each([
    [{ tags: ['tls'] }],
    [{ tags: ['second'] }],
    [{ tags: ['handler', 'tls'] }],
    [{ tags: ['wipe'] }],
    [{ tags: ['tagged'], skipTags: ['never'] }],
    [{ skipTags: ['tls'] }],
  ])('that a task of some host bears are taken: %j', (choice) => {
    expect(refusal(choice)).toBe('not refused');
  });

  it('that no task bears, or that leave no task, are refused', () => {
    const wrong = [
      { tags: ['tsl'] },
      { tags: ['tls', 'zzz', 'xxx'] },
      { skipTags: ['wip'] },
      { tags: ['tls'], skipTags: ['tls'] },
      { tags: ['untagged'] },
    ];
    expect(wrong.map(refusal).join('\n')).toMatchInlineSnapshot(`
      "nothing-matched: No task of these hosts bears the tag "tsl". Did you mean "tls"?
      nothing-matched: No task of these hosts bears the tag "zzz" or "xxx". There are: handler, second, tls, wipe.
      nothing-matched: No task of these hosts bears the tag "wip". Did you mean "wipe"?
      nothing-matched: These tags leave no task to do. Look at what bears which by --list-tasks; --skip-tags wins over --tags.
      nothing-matched: These tags leave no task to do. Look at what bears which by --list-tasks; --skip-tags wins over --tags."
    `);
  });

  it('are the matter of nobody where no host is', () => {
    const nobody = { hosts: [], select: () => [] };
    expect(compile([web], nobody, { tags: ['tsl'], skipTags: [] }).plays[0]?.hosts).toEqual([]);
  });
});
