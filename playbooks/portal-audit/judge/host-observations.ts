import type { Observation } from 'drover/reporters';
import type { AuditView } from './audit-view.ts';
import { clientObservations } from './client-observations.ts';
import { word } from './command-words.ts';

/** What only the host can tell of its clients and of the sandbox that its web server is in. */
export function hostObservations({ inside }: AuditView): readonly Observation[] {
  return [...clientObservations(inside), exposure(inside.unit)];
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
