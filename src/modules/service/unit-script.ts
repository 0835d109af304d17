import { lines, type Shell, sh } from '../../core/sh.ts';
import { pause } from '../shared/pause.ts';

export type UnitAction =
  | 'start'
  | 'stop'
  | 'restart'
  | 'reload-or-restart'
  | 'enable'
  | 'disable'
  | 'daemon-reload';

/**
 * Does something to a unit, with its file read again where it was changed. When that fails, or the unit does not run
 * after a start, the last lines of its journal are on stderr. `afterSeconds`: how long to wait before.
 */
export function unitScript(unit: string, action: UnitAction, afterSeconds = 0): Shell {
  const act = sh`systemctl --no-ask-password ${action} -- "$u" || say`;
  const begin = lines([sh`u=${unit}`, said, fresh]);
  switch (action) {
    case 'daemon-reload':
      return begin;
    case 'enable':
    case 'disable':
    case 'stop':
      return lines([begin, act]);
    case 'start':
    case 'restart':
    case 'reload-or-restart':
      return lines([begin, pause(afterSeconds), startable, act, runs]);
  }
}

const said = sh`say() { journalctl -q --no-pager -o cat -n 9 -u "$u" >&2 2>/dev/null || systemctl status --no-pager -n 9 -- "$u" >&2; exit 1; }`;

const fresh = sh`if [ "$(systemctl show -p NeedDaemonReload -- "$u")" = NeedDaemonReload=yes ]; then systemctl --no-ask-password daemon-reload || exit; fi`;

/** A unit that failed too often is not started any more until its failures are forgotten. */
const startable = sh`systemctl --no-ask-password reset-failed -- "$u" 2>/dev/null`;

/** For these types systemd calls the start done before the program has begun: one that ends at once is seen a moment later. */
const runs = sh`case $(systemctl show -p Type -- "$u") in Type=simple | Type=idle | Type=exec) ${pause(0.5)} ;; esac
systemctl -q is-active -- "$u" || { printf '%s does not run after its start: it is %s\n' "$u" "$(systemctl is-active -- "$u")" >&2; say; }`;
