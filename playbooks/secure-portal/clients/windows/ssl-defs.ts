import { editIni, iniSections } from '../edit-ini.ts';

/** What SSLDefs.ini should say about one server. */
export interface SslDefinition {
  /** Every spelling that clients dial: names and addresses are compared as text. */
  readonly addresses: readonly string[];
  readonly port: number;
  readonly telnetPort?: number | undefined;
  /** The section with the TLS settings. */
  readonly configuration: string;
  readonly keys: Readonly<Record<string, string>>;
}

/**
 * The lines of SSLDefs.ini with a connection section for each address and port, and the section of TLS settings that
 * they name. A section that is about the same address and port already is kept, since clients might take it first.
 */
export function sslDefs(lines: readonly string[], definition: SslDefinition): readonly string[] {
  const { addresses, configuration, keys } = definition;
  const connected = addresses.reduce((so, address) => connection(so, address, definition), lines);
  return editIni(connected, { name: configuration, keys });
}

function connection(
  lines: readonly string[],
  address: string,
  { port, telnetPort, configuration }: SslDefinition,
): readonly string[] {
  const about = iniSections(lines).filter(
    ({ keys }) => keys['address']?.toLowerCase() === address.toLowerCase() && keys['port'] === String(port),
  );
  const keys = {
    Address: address,
    Port: String(port),
    ...(telnetPort === undefined ? {} : { TelnetPort: String(telnetPort) }),
    SSLConfig: configuration,
  };
  const names = about.length === 0 ? [`${address} ${port}`] : about.map(({ name }) => name);
  return names.reduce((so, name) => editIni(so, { name, keys }), lines);
}
