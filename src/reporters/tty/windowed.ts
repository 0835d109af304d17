import type { Entry } from './play-entries.ts';

/** As many entries as there is height for, around what is under way; the ones left out are counted. */
export function windowed(entries: readonly Entry[], height: number): readonly Entry[] {
  if (entries.length <= height) return entries;
  const top = Math.min(Math.max(0, centre(entries) - Math.floor(height / 2)), entries.length - height);
  const bottom = top + height;
  const above = top > 0 ? 1 : 0;
  const below = bottom < entries.length ? 1 : 0;
  return [
    ...(above > 0 ? [leftOut('↑', entries.slice(0, top + 1))] : []),
    ...entries.slice(top + above, bottom - below),
    ...(below > 0 ? [leftOut('↓', entries.slice(bottom - 1))] : []),
  ].slice(0, height);
}

function centre(entries: readonly Entry[]): number {
  const active = entries.findIndex((entry) => entry.isActive);
  return active < 0 ? entries.length : active;
}

function leftOut(arrow: string, entries: readonly Entry[]): Entry {
  const failed = entries.filter((entry) => entry.failed).length;
  return {
    segments: [
      { text: `${arrow} ${entries.length} more`, tone: 'quiet' },
      { text: failed === 0 ? '' : `, ${failed} failed`, tone: 'bad' },
    ],
    isActive: false,
    failed: failed > 0,
  };
}
