import { type Query, query, sh } from 'drover';
import { rows } from './rows.ts';

/** Who listens on a port. */
export interface Listener {
  readonly port: number;
  /** Undefined: not to be seen for whoever looks. Of several processes it is the first that was there. */
  readonly process: Process | undefined;
}

export interface Process {
  readonly id: number;
  readonly name: string;
  readonly program: string;
  /** Its command line. */
  readonly words: readonly string[];
}

/** Asks the kernel who listens on some ports: hosts may have no program that tells. */
export function listeners(ports: readonly number[]): Query<readonly Listener[]> {
  const wanted = ports.map((port) => port.toString(16).toUpperCase().padStart(4, '0'));
  return query(
    sh`sockets=$(cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | awk -v wanted=${` ${wanted.join(' ')} `} '
  $4 == "0A" { count = split($2, at, ":"); if (index(wanted, " " at[count] " ")) print at[count], $10 }')
[ -n "$sockets" ] || exit 0
printf '%s\n' "$sockets" | sed 's/ .*//; s/^/port	/'
ls -l /proc/[0-9]*/fd 2>/dev/null | awk -v sockets="$(printf %s "$sockets" | tr '\n' ' ')" '
  BEGIN { count = split(sockets, word, " "); for (at = 1; at < count; at += 2) port[word[at + 1]] = word[at] }
  /^\/proc\// { split($0, part, "/"); process = part[3] }
  {
    at = index($0, "socket:["); if (!at) next
    socket = substr($0, at + 8); sub(/\].*/, "", socket)
    if (socket in port) print port[socket], process
  }' | sort -u | while read -r port process; do
  [ -r "/proc/$process/cmdline" ] || continue
  printf 'process\t%s\t%s\t%s\t%s\t' "$port" "$process" "$(cat "/proc/$process/comm")" "$(readlink "/proc/$process/exe")"
  tr '\t\n' '  ' <"/proc/$process/cmdline" | tr '\0' '\t'; echo
done`,
    { reads: 'everything', parse: ({ stdout }) => parse(stdout) },
  );
}

function parse(told: string): readonly Listener[] {
  const processes = rows(told, 'process').map(([port = '', id, name = '', program = '', ...words]) => {
    return { port, process: { id: Number(id), name, program, words } };
  });
  const ports = new Set(rows(told, 'port').flatMap(([port = '']) => port));
  return [...ports].map((port) => {
    const own = processes.filter((one) => one.port === port).map(({ process }) => process);
    return { port: Number.parseInt(port, 16), process: own.toSorted((one, other) => one.id - other.id)[0] };
  });
}
