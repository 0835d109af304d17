import { type Query, query } from '../../core/query.ts';
import type { Resource } from '../../core/resource.ts';
import { lines, type Shell, sh } from '../../core/sh.ts';
import type { InitParams } from './params.ts';
import { clockAndSelf, processStart, ticks } from './process-start.ts';
import { scriptName } from './script-name.ts';
import type { InitFacts, RunState } from './service-state.ts';
import { comingUnit, isSystemd, unitAnswer, unitLook, unitReads } from './unit-state.ts';

/** Asks whoever runs the host, or the one that is named, about a service. */
export function initState(name: string, manager: InitParams): Query<RunState> {
  const script = scriptName(name);
  const files = [`/etc/init.d/${script}`, '/etc/runlevels'].map((path): Resource => `file:${path}`);
  const reads = [`unit:${script}` as const, ...unitReads(name), ...files];
  const runlevel = manager.is === 'openrc' ? manager.runlevel : 'default';
  const look = lines([sh`n=${script} l=${runlevel} k=${manager.is}`, pick, ticks, asking]);
  if (manager.is !== 'init')
    return query<RunState>(look, { reads, parse: ({ stdout }) => parse(stdout), afterTouch: coming });
  return query<RunState>(
    sh`if ${isSystemd}; then echo systemd; ${unitLook(name)}; exit; fi
${look}`,
    {
      reads,
      parse: ({ stdout }) =>
        stdout.startsWith('systemd\n')
          ? unitAnswer(stdout.slice('systemd\n'.length), manager.reload)
          : parse(stdout),
      afterTouch: (state) => comingUnit(coming(state)),
    },
  );
}

/** Sets `$k` to who has the init scripts, or to nothing. */
const pick: Shell = sh`PATH=$PATH:/usr/sbin:/sbin
if [ "$k" != sysv ]; then if command -v rc-service >/dev/null 2>&1; then k=openrc; elif [ "$k" = openrc ]; then k=; else k=sysv; fi; fi
[ -d /etc/init.d ] || k=`;

/**
 * The process of a service is found by what OpenRC wrote down of it, else by the pid file that its script names (as
 * `pidfile:` in its head or `PIDFILE=`), else by where pid files usually are.
 */
const asking: Shell = sh`is=absent; [ ! -x "/etc/init.d/$n" ] || is=there
boot=never; code=3; pid= began=
if [ $is = there ] && [ "$k" = openrc ]; then
  [ ! -e "/etc/runlevels/$l/$n" ] || boot=on
  rc-service -- "$n" status >/dev/null 2>&1 </dev/null; code=$?
  files=$(sed -n 's/^pidfile=//p' /run/openrc/daemons/"$n"/* /lib/rc/init.d/daemons/"$n"/* 2>/dev/null)
elif [ $is = there ]; then
  for f in /etc/rc[2-5S].d/[SK][0-9][0-9]"$n" /etc/rc.d/rc[2-5].d/[SK][0-9][0-9]"$n"; do
    if [ -L "$f" ] || [ -e "$f" ]; then case $f in */S*) boot=on; break ;; *) boot=off ;; esac; fi
  done
  ( cd / && unset LC_ALL && exec "/etc/init.d/$n" status ) >/dev/null 2>&1 </dev/null; code=$?
  files=$(sed -n 's/^# *pidfile: *//p; s/^ *PIDFILE=//p' "/etc/init.d/$n" 2>/dev/null | tr -d "\"'" | sed "s/\$NAME/$n/; s/\\\${NAME}/$n/")
fi
for f in $files "/run/$n.pid" "/var/run/$n.pid" "/run/$n/$n.pid"; do
  [ -r "$f" ] || continue
  read -r pid rest <"$f"
  [ -n "$pid" ] && began=$(ticks "$pid" 2>/dev/null) && break
done
printf '%s %s %s %s ' "$k" $is $boot $code; printf '%s %s ' ${clockAndSelf}; printf '%s\n' "$began"`;

function parse(stdout: string): RunState {
  const [kind = '', script, boot, code, now = '', self = '', began = ''] = stdout.trimEnd().split(' ');
  const start = processStart(now, self, began);
  const manager: InitFacts = {
    is: kind === 'openrc' || kind === 'sysv' ? kind : 'no-init',
    script: script === 'there' ? 'there' : 'absent',
    boot: boot === 'on' || boot === 'off' ? boot : 'never',
    status: Number(code),
  };
  return { running: isRunning(manager), ...start, readSince: start.since, manager };
}

/** OpenRC says 8 of what is about to be started. */
function isRunning({ is, status }: InitFacts): boolean {
  return status === 0 || (is === 'openrc' && status === 8);
}

function coming(state: RunState): RunState {
  const { manager } = state;
  const isInit = manager.is === 'openrc' || manager.is === 'sysv' || manager.is === 'no-init';
  if (!isInit || manager.script === 'there') return state;
  return { ...state, manager: { ...manager, script: 'coming' } };
}
