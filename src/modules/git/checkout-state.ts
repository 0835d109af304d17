import { type Query, query } from '../../core/query.ts';
import { sh } from '../../core/sh.ts';
import type { GitParams } from './params.ts';
import { quietGit } from './quiet-git.ts';

/** What is where a working tree should be. */
export type CheckoutState =
  | { readonly is: 'absent' }
  | { readonly is: 'empty' }
  /** Something that is no working tree of git. */
  | { readonly is: 'foreign' }
  /** A working tree that git will not work in for this user, and why. */
  | { readonly is: 'denied'; readonly why: string }
  | {
      readonly is: 'tree';
      /** Empty: there is no commit yet. */
      readonly commit: string;
      /** The address of the remote; empty: there is no such remote. */
      readonly url: string;
      /** Files under version control were changed by hand. */
      readonly edited: boolean;
      /** Commits were made by hand. */
      readonly committed: boolean;
      /** Submodules that do not have the commit that is recorded for them, where they are wanted. */
      readonly stale: number;
    };

/** What this module checked out last, so that it is not taken for a commit made by hand. */
export const lastRef = 'refs/drover/last';

/** Which submodules have another commit than recorded, and whether files of any were changed by hand. */
const submodules = sh`if [ -e "$d/.gitmodules" ]; then
git -C "$d" submodule status --recursive 2>/dev/null | grep -c '^[-+U]'
[ -z "$(git -C "$d" submodule --quiet foreach --recursive ${'git status --porcelain --untracked-files=no --ignore-submodules=all'} 2>/dev/null | head -n 1)" ] || printf edited; echo
else echo; echo; fi`;

/** Asks for the working tree at a path. */
export function checkoutState(given: GitParams): Query<CheckoutState> {
  const { dest, remote, recursive } = given;
  const script = sh`d=${dest}
if [ -L "$d" ]; then echo foreign; exit 0; elif [ ! -e "$d" ]; then echo absent; exit 0
elif [ ! -d "$d" ]; then echo foreign; exit 0; elif [ -z "$(ls -A -- "$d")" ]; then echo empty; exit 0
elif [ ! -e "$d/.git" ]; then echo foreign; exit 0; fi
command -v git >/dev/null 2>&1 || { echo denied; exit 0; }
${quietGit(given, { newKeys: 'not kept' })}
if ! why=$(git -C "$d" rev-parse --git-dir 2>&1); then printf 'denied\n%s\n' "$why"; exit 0; fi
echo tree
git -C "$d" rev-parse -q --verify 'HEAD^{commit}' || echo
[ -z "$(git -C "$d" status --porcelain --untracked-files=no --ignore-submodules=all 2>/dev/null | head -n 1)" ] || printf edited; echo
[ -z "$(git -C "$d" rev-list -n 1 HEAD --not --remotes --tags --glob=${'refs/drover/*'} 2>/dev/null)" ] || printf committed; echo
${recursive ? submodules : sh`echo; echo`}
git -C "$d" config --get ${`remote.${remote}.url`} || :`;
  return query(script, { reads: [`file:${dest}`, 'package:git'], parse: ({ stdout }) => parse(stdout) });
}

function parse(stdout: string): CheckoutState {
  const [is = 'absent', ...rest] = stdout.replace(/\n$/, '').split('\n');
  switch (is) {
    case 'empty':
    case 'foreign':
      return { is };
    case 'denied':
      return { is, why: rest.join('\n') };
    case 'tree': {
      const [commit = '', editedHere, committed, stale, editedBelow, ...url] = rest;
      const edited = editedHere !== '' || editedBelow !== '';
      return { is, commit, edited, committed: committed !== '', stale: Number(stale), url: url.join('\n') };
    }
    default:
      return { is: 'absent' };
  }
}
