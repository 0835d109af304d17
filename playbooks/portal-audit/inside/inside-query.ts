import { type Query, query, type Shell, sh } from 'drover';
import { listedInstance } from '../../secure-portal/instances/listed-instance.ts';
import { qlistReader } from '../../secure-portal/instances/qlist-reader.ts';
import type { AuditTarget } from '../audit-target.ts';
import { type ClientSettings, clientsIn, tellClients } from './client-files.ts';
import { type IniEntry, iniEntries, tellIni } from './ini-entries.ts';

/** What a host says about itself. A password is never part of it. */
export interface Inside extends ClientSettings {
  /** Undefined: qlist does not know the instance, or is not there. */
  readonly superServerPort: number | undefined;
  /** Undefined: there is no CSP.ini. */
  readonly gateway: { readonly settings: readonly IniEntry[]; readonly mode: string } | undefined;
  /** The unit of the web server, and its exposure as systemd sees it: 0 is best, 10 is worst. */
  readonly unit: { readonly name: string; readonly exposure: number | undefined } | undefined;
}

const gatewayKeys =
  '^(Ip_Address|TCP_Port|Connection_Security_Level|SSLCC_Verify_Peer|SSLCC_CA_Certificate_File|System_Manager|System_Manager_UNPW_Override|SM_Forms)$';
/** One question for all that only the host itself can tell. */
export function insideQuery(target: AuditTarget): Query<Inside> {
  const { gatewayDirectory, instanceDirectory } = target;
  const parts = [qlist(instanceDirectory), gateway(gatewayDirectory), tellClients(target), unit(target)];
  const script = parts.reduce(
    (before, part) => sh`${before}
${part}`,
  );
  return query(script, { reads: 'everything', parse: ({ stdout }) => insideOf(stdout, target) });
}

function qlist(directory: string): Shell {
  return sh`PATH=$PATH:${`${directory}/bin`}
for control in iris ccontrol; do
  command -v $control >/dev/null 2>&1 && $control qlist </dev/null 2>/dev/null | awk ${qlistReader} | sed 's/^/qlist	/'
done`;
}

function gateway(directory: string): Shell {
  const file = `${directory}/CSP.ini`;
  return sh`if [ -r ${file} ]; then
  ls -ld ${file} | sed 's/^\(..........\).*/mode	\1/'
  ${tellIni({ tag: 'gateway', wanted: gatewayKeys, file })}
fi`;
}

/** The unit is that of whoever listens at the portal's ports. */
function unit({ plainPort, tlsPort }: AuditTarget): Shell {
  return sh`for port in ${[tlsPort, plainPort]}; do
  pid=$(ss -ltnpH "sport = :$port" 2>/dev/null | sed -n 's/.*[(,]pid=\([0-9]*\).*/\1/p' | head -n 1)
  [ -n "$pid" ] || continue
  unit=$(sed -n 's#.*/\([^/]*\.service\)$#\1#p' "/proc/$pid/cgroup" 2>/dev/null | head -n 1)
  [ -n "$unit" ] || continue
  exposure=$(systemd-analyze --no-pager security "$unit" 2>/dev/null | sed -n 's/.*exposure level for.*: \([0-9.]*\) .*/\1/p')
  printf 'unit	%s	%s\n' "$unit" "$exposure"
  break
done
:`;
}

function insideOf(told: string, target: AuditTarget): Inside {
  const rows = told.split('\n').map((line) => line.split('\t'));
  const [, mode] = rows.find(([tag]) => tag === 'mode') ?? [];
  const [, name, exposure] = rows.find(([tag]) => tag === 'unit') ?? [];
  return {
    superServerPort: superServerPort(told, target.instanceDirectory),
    gateway: mode === undefined ? undefined : { settings: iniEntries(told, 'gateway'), mode },
    ...clientsIn(told, target),
    unit:
      name === undefined
        ? undefined
        : { name, exposure: exposure === undefined || exposure === '' ? undefined : Number(exposure) },
  };
}

/** Some hosts have both commands, and both know the same. */
function superServerPort(told: string, directory: string): number | undefined {
  const listed = [...told.matchAll(/^qlist\t(.*)$/gm)].map(([, line = '']) => listedInstance(line));
  return listed.find((one) => one?.directory === directory.replace(/\/$/, ''))?.superServerPort;
}
