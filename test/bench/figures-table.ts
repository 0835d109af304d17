import { aligned } from './aligned.ts';
import type { Figure } from './figure.ts';

const head = ['', 'wall', 'CPU', 'memory', 'round trips', '× floor wall', '× floor CPU'];

/** What everybody needed for one scenario, and how often the best floor's wall and CPU that is. */
export function figuresTable(figures: readonly Figure[]): string {
  const [any] = figures;
  if (any === undefined) return '';
  const phases = new Set(figures.map(({ phase }) => phase));
  return [...phases]
    .map((phase) => {
      const title = phases.size === 1 ? any.scenario : `${any.scenario}, ${phase} run`;
      return `\n${title}\n${tableOf(figures.filter((one) => one.phase === phase))}`;
    })
    .join('');
}

function tableOf(figures: readonly Figure[]): string {
  const good = figures.filter(({ error }) => error === undefined);
  const floors = good.filter(({ who }) => who.startsWith('floor'));
  const wallMs = Math.min(...floors.map((floor) => floor.wallMs));
  const cpuMs = Math.min(...floors.map((floor) => floor.cpuMs));
  const rows = good.map((one) => [
    one.who,
    `${(one.wallMs / 1000).toFixed(2)} s`,
    `${(one.cpuMs / 1000).toFixed(2)} s`,
    `${Math.round(one.peakKb / 1024)} MB`,
    one.roundTrips === undefined ? '–' : one.roundTrips.toFixed(1),
    floors.length === 0 ? '–' : (one.wallMs / wallMs).toFixed(1),
    floors.length === 0 ? '–' : (one.cpuMs / cpuMs).toFixed(1),
  ]);
  const failed = figures.filter(({ error }) => error !== undefined);
  return aligned([head, ...rows]) + failed.map(({ who, error }) => `  ${who}: ${error}\n`).join('');
}
