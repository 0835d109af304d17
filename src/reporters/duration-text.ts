/** A duration as a person says it: `0.4 s`, `41 s`, `2 min 5 s`, `1 h 3 min`. */
export function durationText(durationMs: number): string {
  const tenths = Math.round(durationMs / 100);
  if (tenths < 100) return `${tenths / 10} s`;
  const seconds = Math.round(durationMs / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return two(Math.floor(seconds / 60), 'min', seconds % 60, 's');
  const minutes = Math.round(seconds / 60);
  return two(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
}

function two(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}
