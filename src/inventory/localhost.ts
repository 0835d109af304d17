/** The names that mean this machine, whether the inventory has them or not. */
export const localhosts: readonly string[] = ['localhost', '127.0.0.1', '::1'];

export function isLocalhost(name: string): boolean {
  return localhosts.includes(name);
}
