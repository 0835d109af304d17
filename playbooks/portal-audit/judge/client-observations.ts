import type { Observation } from 'drover/reporters';
import type { ClientSettings } from '../inside/client-files.ts';
import type { IniEntry } from '../inside/ini-entries.ts';
import { word } from './command-words.ts';
import { listed } from './listed.ts';

/** Whether clients of the SuperServer on a host ask for TLS, and whom they believe. */
export function clientObservations({ clients, java }: ClientSettings): readonly Observation[] {
  return [
    ...clients.map(({ file, settings }) => odbc(file, settings)),
    ...java.map(({ file, settings }) => javaClient(file, settings)),
  ];
}

function odbc(file: string, settings: readonly IniEntry[]): Observation {
  const sections = Map.groupBy(settings, ({ section }) => section);
  const value = (section: string, wanted: string) =>
    sections.get(section)?.find(({ key }) => key.toLowerCase() === wanted)?.value;
  const names = [...sections.keys()];
  const sources = names.filter((name) => /iris|cache|intersystems/i.test(value(name, 'driver') ?? ''));
  const plain = sources.filter((name) => !['4', '10'].includes(value(name, 'security level') ?? ''));
  const unverified = names.filter((name) => value(name, 'verifypeer') === '0');
  const subject = `Clients in ${file}`;
  const check = `grep -nE '^(\\[|Security Level|SSL Server Name|VerifyPeer)' ${word(file)}`;
  if (unverified.length > 0) {
    return {
      subject,
      severity: 'medium',
      found: `${listed(unverified)}: whoever answers is believed (VerifyPeer=0).`,
      check,
    };
  }
  if (plain.length > 0) {
    return { subject, severity: 'low', found: `Without TLS: ${listed(plain)}.`, check };
  }
  return { subject, severity: 'fine', found: `${listed(names) || 'Nothing'}, nothing without TLS.`, check };
}

/** The names of the values that the vendor's documentation gives; what a driver does without them is not told there. */
function javaClient(file: string, settings: Readonly<Record<string, string>>): Observation {
  const { protocol, serverHostNameVerification: named, trustStore = "the Java runtime's own" } = settings;
  const subject = `Java clients in ${file}`;
  const check = `grep -nE '^ *(protocol|trustStore|serverHostNameVerification) *[=: ]' ${word(file)}`;
  if (named?.toLowerCase() !== 'true') {
    const found = 'The name of the server is not compared (serverHostNameVerification).';
    return { subject, severity: 'medium', found, check };
  }
  if (!/^TLSv1\.[23]$/.test(protocol ?? '')) {
    const found = `The protocol is ${protocol ?? 'not set'}, and not TLSv1.2 or TLSv1.3.`;
    return { subject, severity: 'low', found, check };
  }
  return {
    subject,
    severity: 'fine',
    found: `${protocol}, the server by name, trust store ${trustStore}.`,
    check,
  };
}
