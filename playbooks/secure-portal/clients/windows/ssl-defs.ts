import { editIni, type IniSection, iniSections } from '../edit-ini.ts';
import { revertIni } from '../revert-ini.ts';

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
  const { configuration, keys } = definition;
  const connected = connections(lines, definition).reduce((so, section) => editIni(so, section), lines);
  return editIni(connected, { name: configuration, keys });
}

/** The lines with what was set so taken back, and all else as it is now. */
export function sslDefsBack(
  now: readonly string[],
  before: readonly string[],
  definition: SslDefinition,
): readonly string[] {
  const { configuration, keys } = definition;
  return revertIni(now, before, [...connections(now, definition), { name: configuration, keys }]);
}

function connections(lines: readonly string[], definition: SslDefinition): readonly IniSection[] {
  const { addresses, port, telnetPort, configuration } = definition;
  return addresses.flatMap((address) => {
    const keys = {
      Address: address,
      Port: String(port),
      ...(telnetPort === undefined ? {} : { TelnetPort: String(telnetPort) }),
      SSLConfig: configuration,
    };
    const about = iniSections(lines).filter(
      (one) =>
        one.keys['address']?.toLowerCase() === address.toLowerCase() && one.keys['port'] === String(port),
    );
    const names = about.length === 0 ? [`${address} ${port}`] : about.map(({ name }) => name);
    return names.map((name) => ({ name, keys }));
  });
}
