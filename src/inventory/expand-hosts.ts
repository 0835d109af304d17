import { addressOf } from './address.ts';
import { expandHostRange } from './host-range.ts';

/** The hosts that one entry of an inventory stands for, and the port that it gives them. */
export interface ExpandedHosts {
  readonly names: readonly string[];
  readonly port: number | undefined;
}

const plainName = /^[A-Za-z0-9_.-]+$/;

/** Takes `web[01:20].example.com:2222` apart. Throws a DefinitionError for a range that cannot be read. */
export function expandHosts(text: string): ExpandedHosts {
  if (plainName.test(text)) return { names: [text], port: undefined };
  const { host, port } = addressOf(text) ?? { host: text, port: undefined };
  return { names: expandHostRange(host), port };
}
