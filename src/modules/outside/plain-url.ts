/** A URL as it may be shown: without a user name and password. */
export function plainUrl(given: string | URL): string {
  const url = new URL(given);
  url.username = '';
  url.password = '';
  return url.href;
}
