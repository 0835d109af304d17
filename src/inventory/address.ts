/** A host's name as an inventory or pattern writes it, and the port that may follow it. */
export interface Address {
  readonly host: string;
  readonly port: number | undefined;
}

/**
 * Takes `name`, `name:22`, `192.0.2.1`, `fe80::1` or `[fe80::1]:22` apart, any of them with ranges such as `[1:3]`.
 * `undefined` for what is no address.
 */
export function addressOf(text: string): Address | undefined {
  const address = withoutPort(withoutPort({ host: text, port: undefined }, bracketedWithPort), withPort);
  return [ipv4, ipv6, hostname].some((form) => form.test(address.host)) ? address : undefined;
}

/** The first label of a name; an IP address stays whole. */
export function shortNameOf(name: string): string {
  if (ipv4.test(name) || ipv6.test(name)) return name;
  return name.split('.', 1).join('');
}

function withoutPort(address: Address, form: RegExp): Address {
  const [, host, port] = form.exec(address.host) ?? [];
  return host === undefined ? address : { host, port: Number(port) };
}

const bracketedWithPort = /^\[(.+)\]:([0-9]+)$/u;
const withPort = /^((?:[^:[\]]|\[[^\]]*\])*):([0-9]+)$/u;

const step = '(?::[0-9]+)?';
const byte = `(?:[01]?[0-9]{1,2}|2[0-4][0-9]|25[0-5]|\\[[0-9]+:[0-9]+${step}\\])`;
const hex = `(?:[0-9a-f]{1,4}|\\[[0-9a-f]+:[0-9a-f]+${step}\\])`;
const range = `\\[(?:[a-z]:[a-z]|[0-9]+:[0-9]+)${step}\\]`;
const label = `(?:[\\p{L}\\p{N}_]|${range})(?:[\\p{L}\\p{N}_\\-]|${range})*(?<![_\\-])`;

const ipv4 = whole(`(?:${byte}\\.){3}${byte}`);
const ipv6 = whole(
  [
    `(?:${hex}:){7}${hex}`,
    `(?:${hex}:){1,6}:`,
    ...[1, 2, 3, 4, 5, 6].map((before) => `(?:${hex}:){${before}}(?::${hex}){1,${7 - before}}`),
    `:(?::${hex}){1,6}`,
    `${hex}?::`,
    `(?:0:){6}(?:${byte}\\.){3}${byte}`,
    `::(?:ffff:)?(?:${byte}\\.){3}${byte}`,
    `(?:0:){5}ffff:(?:${byte}\\.){3}${byte}`,
  ].join('|'),
);
const hostname = whole(`${label}(?:\\.${label})*`);

function whole(source: string): RegExp {
  return new RegExp(`^(?:${source})$`, 'iu');
}
