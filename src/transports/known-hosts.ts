/** One line of a known_hosts file. */
export interface KnownHost {
  readonly marker: 'none' | 'revoked' | 'cert-authority';
  /** Names, with `*`, `?` and a leading `!`, or one hashed name (`|1|…`). */
  readonly patterns: readonly string[];
  readonly type: string;
  readonly key: Buffer;
  /** Where it stands, such as `/root/.ssh/known_hosts:3`. */
  readonly at: string;
}

/** Reads OpenSSH's known_hosts format. Lines that cannot be read count as absent, as OpenSSH does it. */
export function parseKnownHosts(text: string, file: string): readonly KnownHost[] {
  return text.split('\n').flatMap((line, index) => {
    const entry = parseLine(line.trim(), `${file}:${index + 1}`);
    return entry === undefined ? [] : [entry];
  });
}

function parseLine(line: string, at: string): KnownHost | undefined {
  if (line === '' || line.startsWith('#')) return undefined;
  const words = line.split(/\s+/);
  const marker = markerOf(line.startsWith('@') ? words.shift() : undefined);
  const [names, type, base64] = words;
  if (marker === undefined || names === undefined || type === undefined || base64 === undefined)
    return undefined;
  const key = Buffer.from(base64, 'base64');
  if (!/^[A-Za-z0-9+/]+=*$/.test(base64) || key.length === 0) return undefined;
  return { marker, patterns: names.split(','), type, key, at };
}

function markerOf(word: string | undefined): KnownHost['marker'] | undefined {
  if (word === undefined) return 'none';
  if (word === '@revoked') return 'revoked';
  return word === '@cert-authority' ? 'cert-authority' : undefined;
}
