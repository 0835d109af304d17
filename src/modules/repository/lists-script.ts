import { lines, type Shell, sh } from '../../core/sh.ts';
import { lockLoop } from '../shared/lock-loop.ts';
import type { DesiredRepository } from './desired-repository.ts';

/** Only the one repository: what is wrong with another is not our concern. */
function only(listPath: string): Shell {
  return sh`-o Dir::Etc::SourceList=${listPath} -o Dir::Etc::SourceParts=/dev/null`;
}

/** Prints `due` when the lists of a repository that is there were never got. */
export function listsDue({ params: { name, source, refresh, state }, listPath }: DesiredRepository): Shell {
  if (!refresh || state === 'absent' || !source.enabled) return sh`:`;
  switch (source.is) {
    case 'apt':
      return sh`[ ! -e ${listPath} ] || [ -n "$(apt-get indextargets ${only(listPath)} --format '$(FILENAME)' 2>/dev/null)" ] || echo due`;
    case 'zypper':
      return sh`[ ! -e ${listPath} ] || [ -e ${`/var/cache/zypp/solv/${name}/solv`} ] || echo due`;
    case 'dnf':
      return sh`:`;
  }
}

/**
 * Gets the lists of a repository that is there. How old all lists are is told by their directory: that stays, and is
 * very old when there were none yet.
 */
export function getLists({ params: { name, source, lockTimeoutMs }, listPath }: DesiredRepository): Shell {
  const get = source.is === 'apt' ? aptLists(listPath, lockTimeoutMs) : zypperLists(name, lockTimeoutMs);
  return lines([sh`[ -e ${listPath} ] || exit 0`, get]);
}

/** Takes away the lists of a repository, as long as it is there. */
export function forgetLists({ params: { name, source }, listPath }: DesiredRepository): Shell {
  if (source.is !== 'apt')
    return sh`rm -rf -- ${`/var/cache/zypp/solv/${name}`} ${`/var/cache/zypp/raw/${name}`}`;
  return sh`apt-get indextargets ${only(listPath)} --format '$(FILENAME)' 2>/dev/null | while IFS= read -r f; do rm -f -- "$f"; done`;
}

function aptLists(listPath: string, lockTimeoutMs: number): Shell {
  return lines([
    aptUpdate(lockTimeoutMs),
    sh`age=$(mktemp) || exit; set -- /var/lib/apt/lists/*Packages*
if [ -e "$1" ]; then touch -r /var/lib/apt/lists "$age"; else touch -t 197001020000 "$age"; fi
call ${only(listPath)} -o APT::Get::List-Cleanup=0; rc=$?
touch -r "$age" /var/lib/apt/lists; rm -f "$age"; exit $rc`,
  ]);
}

/** A list that could not be got is a failure, which `apt-get update` says only when it is asked. */
function aptUpdate(lockTimeoutMs: number): Shell {
  return lines([
    sh`LC_ALL=C; export LC_ALL; once() { apt-get -q -o APT::Update::Error-Mode=any "$@" update; }`,
    lockLoop(sh`*"Could not get lock"*`, lockTimeoutMs),
  ]);
}

/** The key was given with the repository, so it is taken without a question. */
function zypperLists(name: string, lockTimeoutMs: number): Shell {
  return lines([
    sh`LC_ALL=C; export LC_ALL; once() { zypper -n --gpg-auto-import-keys refresh -- "$@"; }`,
    lockLoop(sh`7:*`, lockTimeoutMs),
    sh`call ${name}`,
  ]);
}
