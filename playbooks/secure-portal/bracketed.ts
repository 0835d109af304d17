/** An IPv6 address stands in brackets in a URL. */
export function bracketed(name: string): string {
  return name.includes(':') ? `[${name}]` : name;
}
