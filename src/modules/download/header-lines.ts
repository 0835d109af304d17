import { Secret } from '../../core/secret.ts';
import { plainText } from '../shared/plain-text.ts';

export type Headers = Readonly<Record<string, string | Secret>>;

/** Headers as lines `Name: value`, to be given on standard input, where nobody on the host sees them. */
export function headerLines(headers: Headers): Secret {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${plainText(value)}`);
  return new Secret(lines.join('\n'));
}
