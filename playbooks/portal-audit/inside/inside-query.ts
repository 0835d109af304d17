import { type Query, query, type Shell, sh } from 'drover';
import { listedInstance } from '../../secure-portal/instances/listed-instance.ts';
import { qlistReader } from '../../secure-portal/instances/qlist-reader.ts';
import type { AuditTarget } from '../audit-target.ts';
import { type IniEntry, iniEntries, tellIni } from './ini-entries.ts';

/** What a host says about itself. A password is never part of it. */
export interface Inside {
  /** Undefined: qlist does not know the instance, or is not there. */
  readonly superServerPort: number | undefined;
  /** Undefined: there is no CSP.ini. */
  readonly gateway: { readonly settings: readonly IniEntry[]; readonly mode: string } | undefined;
  /** ODBC data sources, and TLS settings of clients, by file. */
  readonly clients: readonly { readonly file: string; readonly settings: readonly IniEntry[] }[];
  /** The unit of the web server, and its exposure as systemd sees it: 0 is best, 10 is worst. */
  readonly unit: { readonly name: string; readonly exposure: number | undefined } | undefined;
}

const gatewayKeys =
  '^(Ip_Address|TCP_Port|Connection_Security_Level|SSLCC_Verify_Peer|SSLCC_CA_Certificate_File|System_Manager|System_Manager_UNPW_Override|SM_Forms)$';
const clientKeys =
  '^(Driver|Host|Port|Authentication Method|Security Level|SSL Server Name|VerifyPeer|VerifyHost|CAFile|CAfile)$';

/** One question for all that only the host itself can tell. */
export function insideQuery(target: AuditTarget): Query<Inside> {
  const { gatewayDirectory, clientFiles, instanceDirectory } = target;
  const parts = [
    qlist(instanceDirectory),
    gateway(gatewayDirectory),
    ...clientFiles.map(clientFile),
    unit(target),
  ];
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

function clientFile(file: string, index: number): Shell {
  return sh`[ ! -r ${file} ] || ${tellIni({ tag: `client${index}`, wanted: clientKeys, file })}`;
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

function insideOf(told: string, { instanceDirectory, clientFiles }: AuditTarget): Inside {
  const rows = told.split('\n').map((line) => line.split('\t'));
  const [, mode] = rows.find(([tag]) => tag === 'mode') ?? [];
  const [, name, exposure] = rows.find(([tag]) => tag === 'unit') ?? [];
  return {
    superServerPort: superServerPort(told, instanceDirectory),
    gateway: mode === undefined ? undefined : { settings: iniEntries(told, 'gateway'), mode },
    clients: clientFiles.flatMap((file, index) => {
      const settings = iniEntries(told, `client${index}`);
      return settings.length === 0 ? [] : [{ file, settings }];
    }),
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
