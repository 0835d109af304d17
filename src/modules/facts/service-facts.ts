import { type Query, query } from '../../core/query.ts';
import { sh } from '../../core/sh.ts';
import type { Facts } from './facts-schema.ts';

type Service = Facts['services'][number];

/** Each line: its name, its state and whether it starts at boot. Without systemd the scripts of init are listed. */
const script = sh`if [ -d /run/systemd/system ] && command -v systemctl >/dev/null 2>&1; then
  systemctl list-unit-files --type=service --no-legend --no-pager --full 2>/dev/null |
    while read -r u b rest; do _p "file $u $b"; echo; done
  systemctl list-units --type=service --all --no-legend --no-pager --full --plain 2>/dev/null |
    while read -r u l a s rest; do _p "unit $u $a $s"; echo; done
  exit 0
fi
cd /etc/init.d 2>/dev/null || exit 0
for n in *; do
  [ -f "$n" ] && [ -x "$n" ] || continue
  s=unknown b=disabled
  if [ -d /run/openrc ]; then s=stopped; [ ! -e "/run/openrc/started/$n" ] || s=running; fi
  for l in /etc/runlevels/*/"$n" /etc/rc[2345].d/S[0-9][0-9]"$n" /etc/rc.d/rc[2345].d/S[0-9][0-9]"$n"; do
    [ ! -e "$l" ] || b=enabled
  done
  echo "init $n $s $b"
done`;

/** Asks for the services of a host: by systemd, by OpenRC, or by the scripts in /etc/init.d. */
export function serviceFacts(): Query<Facts['services']> {
  return query(script, { reads: 'everything', parse: ({ stdout }) => parse(stdout.split('\n')) });
}

function parse(lines: readonly string[]): Facts['services'] {
  const found = new Map<string, Service>();
  for (const line of lines) {
    const [kind = '', unit = '', ...said] = line.split(' ');
    const name = unit.replace(/\.service$/, '');
    // The pattern of units such as getty@tty1, and no service itself.
    if (name === '' || name.endsWith('@')) continue;
    const before = found.get(name) ?? { name, state: 'stopped', boot: 'unknown' };
    found.set(name, { ...before, ...told(kind, said) });
  }
  return [...found.values()].toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

function told(kind: string, [one = '', other = '']: readonly string[]): Partial<Service> {
  if (kind === 'file') return { boot: one };
  if (kind === 'unit') return { state: states[one === 'active' ? other : one] ?? states[one] ?? 'unknown' };
  return { state: states[one] ?? 'unknown', boot: other };
}

const states: Readonly<Record<string, Service['state']>> = {
  running: 'running',
  stopped: 'stopped',
  active: 'running',
  exited: 'ended',
  reloading: 'running',
  inactive: 'stopped',
  deactivating: 'stopped',
  activating: 'starting',
  failed: 'failed',
};
