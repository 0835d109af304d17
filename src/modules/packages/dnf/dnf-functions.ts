import { lines, type Shell, sh } from '../../../core/sh.ts';
import { lockLoop } from '../../shared/lock-loop.ts';
import type { PackagesState } from '../package-state.ts';
import type { PackagesParams } from '../params.ts';

/**
 * `call` runs dnf and asks nothing. dnf 4 and yum would wait for a lock without end; they are told to give up at once,
 * with exit code 200, by a setting that dnf 5 does not know. `exactly` also goes to an older version with yum 3, which
 * installs newer ones only.
 */
export function dnfFunctions(
  { lockTimeoutMs, allowUnsigned, updateCache, recommends }: PackagesParams,
  { program }: Pick<PackagesState, 'program'>,
): Shell {
  const flags = [...(allowUnsigned ? ['--nogpgcheck'] : []), ...(updateCache === false ? ['-C'] : [])];
  return lines([
    sh`LC_ALL=C; export LC_ALL; m=${program}; lock=--setopt=exit_on_lock=1
case $("$m" --version 2>/dev/null) in dnf5*) lock= ;; esac
once() { "$m" -y $lock ${flags} "$@"; }`,
    lockLoop(sh`200:* | *"transaction lock"*`, lockTimeoutMs),
    sh`install() { call install --setopt=install_weak_deps=${recommends ? 1 : 0} "$@"; }
exactly() { install "$@" || return; for p do rpm -q "$p" >/dev/null 2>&1 || case $p in
  /*) ;; *) call downgrade "$p" || return ;; esac; done; }`,
  ]);
}
