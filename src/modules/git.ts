import { commandOf } from '../core/command.ts';
import { RefusedError } from '../core/errors.ts';
import { defineModule } from '../core/module.ts';
import { all } from '../core/query.ts';
import { type Shell, sh } from '../core/sh.ts';
import { cloneScript, submodulesScript, updateScript } from './git/checkout-script.ts';
import { type CheckoutState, checkoutState } from './git/checkout-state.ts';
import { type GitParams, gitParams } from './git/params.ts';
import { type RemoteCommit, remoteCommit } from './git/remote-commit.ts';
import { keepFile, putBack } from './shared/keep-file.ts';
import { parentState } from './shared/parent-state.ts';
import { requireTools } from './shared/require-tools.ts';
import { toolsState } from './shared/tools-state.ts';

interface Wanted {
  readonly commit: string;
  readonly ref: string | undefined;
}

type Tree = Extract<CheckoutState, { is: 'tree' }>;

/** `to` is absent in check mode, where the repository is not yet as it will be. */
type GitChange =
  | { readonly is: 'clone'; readonly to: Wanted | undefined }
  | { readonly is: 'remote'; readonly from: string }
  | { readonly is: 'submodules'; readonly stale: number }
  | { readonly is: 'checkout'; readonly from: Tree; readonly to: Wanted | undefined };

const fetchTimeoutMs = 30 * 60_000;

/**
 * A working tree has the commit that a branch, a tag or a ref of a repository stands for; the repository is asked
 * anew in each run, also in a check. Different from Ansible on purpose: commits made by hand are given up only by
 * `force`; submodules are looked at in a check, too; and a check keeps no key of a server.
 */
export const git = defineModule({
  name: 'git',
  summary: 'A working tree of git is at a version of its repository.',
  example:
    "git('The site is checked out', { repo: 'https://git.example.com/site.git', dest: '/srv/site', version: 'v1.2' })",
  params: gitParams,
  desired: (given) => given,
  inspect: (given) =>
    all({
      tree: checkoutState(given),
      remote: remoteCommit(given),
      parent: parentState(given.dest),
      tools: toolsState(['git']),
    }),
  plan: ({ tree, remote, parent, tools }, given): readonly GitChange[] => {
    const { dest, repo } = given;
    requireTools(tools, `${dest} cannot be checked out`);
    if (tree.is === 'absent' && parent.isThere === 'no') {
      throw new RefusedError(`The directory ${parent.path} is not there`, {
        hint: `Put a task before that makes it: file('…', { path: '${parent.path}', state: 'directory' }).`,
      });
    }
    refuseTree(tree, given);
    const to = wantedOf(remote, given);
    if (tree.is !== 'tree') return [{ is: 'clone', to }];
    const isThere = tree.commit === to?.commit && !tree.edited;
    return [
      ...(tree.url === repo ? [] : [{ is: 'remote', from: tree.url } as const]),
      ...(isThere ? [] : [{ is: 'checkout', from: tree, to } as const]),
      ...(isThere && tree.stale > 0 ? [{ is: 'submodules', stale: tree.stale } as const] : []),
    ];
  },
  describe: (change, { repo, version }) => ({ summary: wordsOf(change, repo, version) }),
  apply: (change, given) => {
    const { dest } = given;
    return commandOf(
      sh`${keepFile(dest)} || exit
${scriptOf(change, given)}`,
      { touches: [`file:${dest}`], timeoutMs: fetchTimeoutMs },
    );
  },
  undo: (_change, { dest }) =>
    commandOf(sh`rm -rf -- ${`${dest}.drover-new`} && ${putBack(dest)}`, { touches: [`file:${dest}`] }),
});

function refuseTree(tree: CheckoutState, { dest, force }: GitParams): void {
  if (tree.is === 'foreign') {
    throw new RefusedError(`${dest} is there and is no working tree of git`, {
      hint: 'Move it away before.',
    });
  }
  if (tree.is === 'denied') {
    throw new RefusedError(`git does not work in ${dest}: ${tree.why}`, {
      hint: 'Set become to the user who owns it.',
    });
  }
  if (tree.is !== 'tree' || force) return;
  if (tree.edited || tree.committed) {
    const what = tree.edited ? 'changes' : 'commits';
    throw new RefusedError(`${dest} holds ${what} that were made by hand`, {
      hint: `Bring them into the repository, or set force to true to give them up.`,
    });
  }
}

function wantedOf(remote: RemoteCommit, { repo, version }: GitParams): Wanted | undefined {
  switch (remote.is) {
    case 'commit':
      return remote;
    case 'coming':
      return undefined;
    case 'unknown':
      throw new RefusedError(`${repo} has no branch or tag ${version}`, {
        hint: 'A commit can be named by all its digits; any other ref as refs/….',
      });
    case 'unreachable':
      throw new RefusedError(`The host cannot read ${repo}: ${remote.why}`, {
        hint: 'Look at the address, at the rights of the user there and, for ssh, at keyFile and knownHost.',
      });
  }
}

function wordsOf(change: GitChange, repo: string, version: string): string {
  if (change.is === 'remote') return `remote ${change.from || 'none'} → ${repo}`;
  if (change.is === 'submodules') {
    return `${change.stale} ${change.stale === 1 ? 'submodule' : 'submodules'} brought to the recorded commit`;
  }
  const to = change.to === undefined ? version : `${version} (${change.to.commit.slice(0, 10)})`;
  if (change.is === 'clone') return `cloned from ${repo} at ${to}`;
  const { commit, edited, committed } = change.from;
  const lost = edited || committed ? `, ${edited ? 'changes' : 'commits'} made by hand given up` : '';
  return `${commit.slice(0, 10) || 'no commit'} → ${to}${lost}`;
}

function scriptOf(change: GitChange, given: GitParams): Shell {
  const { dest, remote, repo } = given;
  // Unknown in check mode only, where nothing is applied.
  const unknown = { commit: '', ref: undefined };
  switch (change.is) {
    case 'clone':
      return cloneScript(given, change.to ?? unknown);
    case 'checkout':
      return updateScript(given, change.to ?? unknown);
    case 'submodules':
      return submodulesScript(given);
    case 'remote':
      return change.from === ''
        ? sh`git -C ${dest} remote add -- ${remote} ${repo}`
        : sh`git -C ${dest} remote set-url -- ${remote} ${repo}`;
  }
}
