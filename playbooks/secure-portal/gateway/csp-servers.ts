import type { CspIni } from './csp-ini-text.ts';

/** Where a SuperServer is, as gateways on its own host may spell it. */
export interface SuperServerPlace {
  readonly port: number;
  readonly addresses: readonly string[];
}

/** One server of CSP.ini, as far as TLS is concerned. */
export interface CspServer {
  readonly name: string;
  readonly tls: boolean;
  readonly verifies: boolean;
  readonly caFile: string | undefined;
}

const own = ['127.0.0.1', '::1', 'localhost'];

/** The servers of CSP.ini that lead to a SuperServer and are not disabled. */
export function cspServers(ini: CspIni, { port, addresses }: SuperServerPlace): readonly CspServer[] {
  const spellings = [...own, ...addresses].map((one) => one.toLowerCase());
  return [...new Set(ini.sections)].flatMap((name) => {
    const leadsThere =
      ini.get(name, 'TCP_Port') === String(port) &&
      spellings.includes((ini.get(name, 'Ip_Address') ?? '127.0.0.1').toLowerCase());
    if (!leadsThere || ini.get('SYSTEM_INDEX', name)?.toLowerCase() === 'disabled') return [];
    return [
      {
        name,
        // The reference says 4; the vendor's and all public files say 10.
        tls: ['4', '10'].includes(ini.get(name, 'Connection_Security_Level') ?? ''),
        verifies: ini.get(name, 'SSLCC_Verify_Peer') === '1',
        caFile: ini.get(name, 'SSLCC_CA_Certificate_File') || undefined,
      },
    ];
  });
}
