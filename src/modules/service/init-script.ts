import { lines, type Shell, sh } from '../../core/sh.ts';
import { pause } from '../shared/pause.ts';
import type { InitFacts } from './service-state.ts';

export type InitAction = 'start' | 'stop' | 'restart' | 'reload' | 'enable' | 'disable';

/** How long a service may take until its script says that it runs. */
const startSeconds = 30;

/** Does something to a service of an init script. A start is done when the script says that it runs. */
export function initScript(
  name: string,
  action: InitAction,
  { is, boot, runlevel }: Pick<InitFacts, 'is' | 'boot'> & { readonly runlevel: string },
  afterSeconds = 0,
): Shell {
  const begin = lines([
    sh`n=${name} l=${runlevel} PATH=$PATH:/usr/sbin:/sbin`,
    is === 'openrc' ? openrc : sysv,
  ]);
  switch (action) {
    case 'enable':
      return lines([begin, is === 'openrc' ? sh`rc-update add "$n" "$l"` : sysvEnable]);
    case 'disable':
      return lines([begin, is === 'openrc' ? sh`rc-update delete "$n" "$l"` : sysvDisable(boot)]);
    case 'stop':
      return lines([begin, sh`act stop`]);
    case 'reload':
      return lines([begin, reload, runs]);
    case 'start':
    case 'restart':
      return lines([
        begin,
        pause(afterSeconds),
        is === 'openrc' ? sh`zap` : sh`:`,
        sh`act ${action}; ${runs}`,
      ]);
  }
}

/**
 * Runs the script away from our session, which ends with all that is in it, and with its output in a file: what it
 * starts may hold on to that for ever.
 */
const act: Shell = sh`act() { said=$(mktemp) || exit
  away=; if command -v setsid >/dev/null 2>&1; then away=setsid; fi
  ( cd / && unset LC_ALL DROVER_KEEP && exec $away $run "$1" ) </dev/null >"$said" 2>&1
  rc=$?; if [ $rc != 0 ]; then cat "$said" >&2; rm -f "$said"; exit $rc; fi; rm -f "$said"; }`;

const openrc: Shell = sh`run="rc-service -- $n"
${act}
status() { rc-service -- "$n" status >/dev/null 2>&1 </dev/null; }
zap() { status; [ $? != 32 ] || rc-service -- "$n" zap >/dev/null; }`;

const sysv: Shell = sh`run=/etc/init.d/$n; if command -v service >/dev/null 2>&1; then run="service $n"; fi
${act}
status() { ( cd / && exec "/etc/init.d/$n" status ) >/dev/null 2>&1 </dev/null; }`;

/** Only a script that knows no reload is told to restart: by LSB it ends with 2 or 3, and OpenRC says so. */
const reload: Shell = sh`why=$( ( act reload ) 2>&1 ); rc=$?
case $rc:$why in
  0:*) ;;
  [23]:* | *"unknown function"*) act restart ;;
  *) printf '%s\n' "$why" >&2; exit $rc ;;
esac`;

/** A program that ends at once is seen a moment later. */
const runs: Shell = sh`end=$(( $(date +%s) + ${startSeconds} ))
until status; do [ "$(date +%s)" -lt "$end" ] || break; ${pause(0.2)}; done
${pause(0.5)}
status || { echo "$n does not run after its start: so says the status of its script" >&2; exit 1; }`;

/** Where no links are yet, Debian wants them made first. */
const sysvEnable: Shell = sh`if command -v update-rc.d >/dev/null 2>&1; then update-rc.d "$n" defaults >/dev/null && update-rc.d "$n" enable
else chkconfig --add "$n" && chkconfig "$n" on; fi`;

/** What was never said to start is left without a word about it. */
function sysvDisable(boot: InitFacts['boot']): Shell {
  return boot === 'never'
    ? sh`if command -v update-rc.d >/dev/null 2>&1; then update-rc.d -f "$n" remove; else chkconfig --del "$n"; fi`
    : sh`if command -v update-rc.d >/dev/null 2>&1; then update-rc.d "$n" disable; else chkconfig "$n" off; fi`;
}
