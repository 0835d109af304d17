import { git } from '../../../../../src/modules/git.ts';
import type { ModuleCase } from '../module-case.ts';

export const gitCase: ModuleCase = {
  module: 'git',
  before: `export GIT_CONFIG_GLOBAL=/dev/null; c() { git -C made -c user.name=a -c user.email=a@b "$@"; }
git -c init.defaultBranch=main init -q made; echo one >"made/it's"; c add .; c commit -q -m one; c tag v1
c clone -q -b main "$PWD/made" "$PWD/there" 2>/dev/null; c checkout -q -b other
echo two >"made/it's"; c commit -q -a -m two; c checkout -q main; touch there/untracked`,
  tasks: (place) => [
    git('new', { repo: `${place}/made`, dest: `${place}/-new`, version: 'v1', depth: 1 }),
    git('changed', { repo: `${place}/made`, dest: `${place}/there`, version: 'other' }),
  ],
  tools: ['git'],
  wrong: {
    call: () => git('g', { repo: 'https://a:b@c/d', dest: '/d' }),
    says: 'repo: holds a password',
  },
};
