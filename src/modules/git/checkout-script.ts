import { lines, type Shell, sh } from '../../core/sh.ts';
import { endOnSignals } from '../shared/end-on-signals.ts';
import { lastRef } from './checkout-state.ts';
import type { GitParams } from './params.ts';
import { quietGit } from './quiet-git.ts';

interface Wanted {
  readonly commit: string;
  readonly ref: string | undefined;
}

/** Clones beside the place and moves it there when it is whole. */
export function cloneScript(given: GitParams, wanted: Wanted): Shell {
  const { dest, repo, remote } = given;
  const next = `${dest}.drover-new`;
  return lines([
    sh`rm -rf -- ${next} || exit; trap ${sh`rm -rf -- ${next}`.text} EXIT; ${endOnSignals}`,
    quietGit(given, { newKeys: 'kept' }),
    gitIn(next),
    sh`git -c init.defaultBranch=main init -q -- ${next} && g remote add -- ${remote} ${repo} || exit`,
    fetched(given, wanted),
    checkedOut(given, wanted),
    submodulesOf(next, given),
    sh`if [ -d ${dest} ]; then chmod -- "$(stat -c %a -- ${dest})" ${next} && chown -- "$(stat -c %u:%g -- ${dest})" ${next} && rmdir -- ${dest} || exit; fi`,
    sh`mv -- ${next} ${dest}`,
  ]);
}

/** Brings a working tree to a commit. */
export function updateScript(given: GitParams, wanted: Wanted): Shell {
  const has = sh`g cat-file -e ${`${wanted.commit}^{commit}`} 2>/dev/null`;
  return lines([
    quietGit(given, { newKeys: 'kept' }),
    gitIn(given.dest),
    wanted.ref === undefined ? sh`${has} || {` : sh`{`,
    fetched(given, wanted),
    sh`}`,
    checkedOut(given, wanted),
    submodulesOf(given.dest, given),
  ]);
}

/** Brings the submodules of a working tree to the commits that are recorded for them. */
export function submodulesScript(given: GitParams): Shell {
  return lines([quietGit(given, { newKeys: 'kept' }), gitIn(given.dest), submodulesOf(given.dest, given)]);
}

function submodulesOf(directory: string, { recursive, force }: GitParams): Shell {
  if (!recursive) return sh`:`;
  const flags = force ? ['--force'] : [];
  return sh`if [ -e ${`${directory}/.gitmodules`} ]; then
g submodule --quiet sync --recursive && g submodule --quiet update --init --recursive ${flags} || exit
fi`;
}

/** What git starts in the background would outlive the task. */
function gitIn(directory: string): Shell {
  return sh`g() { git -C ${directory} -c gc.autoDetach=false -c maintenance.autoDetach=false "$@"; }`;
}

function fetched({ remote, depth, refspec }: GitParams, { commit, ref }: Wanted): Shell {
  const few = depth === undefined ? [] : [`--depth=${depth}`];
  const every = [`+refs/heads/*:refs/remotes/${remote}/*`, '+refs/tags/*:refs/tags/*'];
  const own = refspec === undefined ? [] : [refspec];
  const specs = depth === undefined ? [...every, ...otherSpec(ref)] : [specOf(ref, remote) ?? commit];
  const fetch = sh`g fetch -q ${few} -- ${remote} ${[...specs, ...own]}`;
  // A branch that was deleted may stand in the way of one whose name begins with its own.
  return sh`${fetch} || { g remote prune -- ${remote} && ${fetch}; } || exit
g cat-file -e ${`${commit}^{commit}`} 2>/dev/null || g fetch -q ${few} -- ${remote} ${commit} || exit`;
}

function specOf(ref: string | undefined, remote: string): string | undefined {
  if (ref?.startsWith('refs/heads/'))
    return `+${ref}:${ref.replace('refs/heads/', `refs/remotes/${remote}/`)}`;
  return ref?.startsWith('refs/tags/') ? `+${ref}:${ref}` : ref;
}

function otherSpec(ref: string | undefined): readonly string[] {
  return ref === undefined || /^refs\/(heads|tags)\//.test(ref) ? [] : [ref];
}

/** A branch is checked out by its name and follows its remote; all else leaves HEAD detached. */
function checkedOut({ remote, force }: GitParams, { commit, ref }: Wanted): Shell {
  const flags = force ? ['-f'] : [];
  const last = sh`g update-ref ${lastRef} ${commit} || exit`;
  if (!ref?.startsWith('refs/heads/'))
    return sh`${last}
g checkout -q ${flags} --detach ${commit} || exit`;
  const branch = ref.replace('refs/heads/', '');
  return sh`${last}
g checkout -q ${flags} -B ${branch} ${commit} && g config ${`branch.${branch}.remote`} ${remote} && g config ${`branch.${branch}.merge`} ${ref} || exit`;
}
