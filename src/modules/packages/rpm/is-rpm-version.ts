/** Whether an installed version such as `1:2.4-3.el9` is the one that is wanted: by epoch and release, or without. */
export function isRpmVersion(wanted: string, installed: string): boolean {
  const withoutEpoch = installed.replace(/^\d+:/, '');
  const known = [installed, withoutEpoch].flatMap((one) => [one, one.replace(/-[^-]*$/, '')]);
  return known.includes(wanted.replace(/^0:/, ''));
}
