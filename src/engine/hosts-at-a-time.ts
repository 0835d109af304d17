const usual = 20;

/** How many hosts are worked on at a time: the least of what the run and the play say, or as many as usual. */
export function hostsAtATime(...said: readonly (number | undefined)[]): number {
  const limits = said.filter((limit) => limit !== undefined);
  return limits.length === 0 ? usual : Math.min(...limits);
}
