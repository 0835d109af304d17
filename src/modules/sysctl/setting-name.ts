/**
 * The name of a setting with dots between its parts, and slashes for the dots of a part: `net.ipv4.conf.eth0/100.rp_filter`.
 * sysctl.d(5): where the first separator is a slash, it is the other way round.
 */
export function settingName(given: string): string {
  return /^[^./]*\//.test(given) ? exchanged(given) : given;
}

/** Where the kernel has it. */
export function settingPath(name: string): string {
  return `/proc/sys/${exchanged(name)}`;
}

function exchanged(name: string): string {
  return name.replace(/[./]/g, (one) => (one === '.' ? '/' : '.'));
}
