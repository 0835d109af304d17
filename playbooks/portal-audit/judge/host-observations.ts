import type { Observation } from 'drover/reporters';
import type { IniEntry } from '../inside/ini-entries.ts';
import type { AuditView } from './audit-view.ts';
import { word } from './command-words.ts';
import { listed } from './listed.ts';

/** What only the host can tell of its clients and of the sandbox that its web server is in. */
export function hostObservations({ inside }: AuditView): readonly Observation[] {
  return [...inside.clients.map(({ file, settings }) => client(file, settings)), exposure(inside.unit)];
}

function client(file: string, settings: readonly IniEntry[]): Observation {
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

function exposure(
  unit: { readonly name: string; readonly exposure: number | undefined } | undefined,
): Observation {
  const subject = 'Sandbox';
  if (unit === undefined) {
    const found = 'The web server is no unit of systemd, or was not found.';
    return { subject, severity: 'note', found, check: 'systemctl status' };
  }
  const check = `systemd-analyze security ${word(unit.name)}`;
  const { exposure: score } = unit;
  if (score === undefined)
    return { subject, severity: 'note', found: `${unit.name}: systemd did not tell.`, check };
  const found = `${unit.name} is exposed ${score.toFixed(1)} of 10.`;
  return { subject, severity: score > 7 ? 'low' : 'fine', found, check };
}
