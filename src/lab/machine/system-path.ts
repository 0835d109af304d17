/** The search path of programs with the administrator's folders, which an ordinary login on Debian lacks. */
export function systemPath(path = process.env['PATH'] ?? ''): string {
  const folders = path.split(':').filter((folder) => folder !== '');
  const missing = ['/usr/sbin', '/usr/bin', '/sbin', '/bin'].filter((folder) => !folders.includes(folder));
  return [...folders, ...missing].join(':');
}
