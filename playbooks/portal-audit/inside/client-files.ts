import { type Query, query, type Shell, sh } from 'drover';
import { type IniEntry, iniEntries, tellIni } from './ini-entries.ts';

/** Files of clients of a SuperServer. */
export interface ClientFiles {
  /** ODBC data sources, and TLS settings of ODBC clients. */
  readonly clientFiles: readonly string[];
  /** SSLConfig.properties of Java clients. */
  readonly javaFiles: readonly string[];
}

/** What is in those that are there; a password is never part of it. */
export interface ClientSettings {
  readonly clients: readonly { readonly file: string; readonly settings: readonly IniEntry[] }[];
  readonly java: readonly {
    readonly file: string;
    readonly settings: Readonly<Record<string, string>>;
  }[];
}

const clientKeys =
  '^(Driver|Host|Port|Authentication Method|Security Level|SSL Server Name|VerifyPeer|VerifyHost|CAFile|CAfile)$';

/** Prints what is in the files of clients. */
export function tellClients({ clientFiles, javaFiles }: ClientFiles): Shell {
  const parts = [
    ...clientFiles.map(
      (file, index) =>
        sh`[ ! -r ${file} ] || ${tellIni({ tag: `client${index}`, wanted: clientKeys, file })}`,
    ),
    ...javaFiles.map(
      (file, index) =>
        sh`[ ! -r ${file} ] || { printf 'java%s\t\t\n' ${index}; awk -v tag=${`java${index}`} ${javaProgram} ${file}; }`,
    ),
    sh`:`,
  ];
  return parts.reduce(
    (before, part) => sh`${before}
${part}`,
  );
}

/** Reads what was printed. */
export function clientsIn(told: string, { clientFiles, javaFiles }: ClientFiles): ClientSettings {
  const rows = told.split('\n').map((line) => line.split('\t'));
  return {
    clients: clientFiles.flatMap((file, index) => {
      const settings = iniEntries(told, `client${index}`);
      return settings.length === 0 ? [] : [{ file, settings }];
    }),
    java: javaFiles.flatMap((file, index) => {
      const own = rows.filter(([tag]) => tag === `java${index}`);
      const settings = own.flatMap(([, key = '', value = '']) => (key === '' ? [] : [[key, value] as const]));
      return own.length === 0 ? [] : [{ file, settings: Object.fromEntries(settings) }];
    }),
  };
}

export function clientQuery(files: ClientFiles): Query<ClientSettings> {
  return query(tellClients(files), {
    reads: 'everything',
    parse: ({ stdout }) => clientsIn(stdout, files),
  });
}

const javaProgram = String.raw`
/^[ \t]*[#!]/ { next }
{
  sub(/\r$/, ""); sub(/^[ \t]+/, "")
  at = match($0, /[ \t]*[=: \t]/)
  if (!at) next
  key = substr($0, 1, at - 1); value = substr($0, at + RLENGTH); gsub(/^[ \t]*[=:]?[ \t]*|[ \t]+$/, "", value)
  if (key ~ /^(protocol|trustStore|serverHostNameVerification)$/) print tag "\t" key "\t" value
}`;
