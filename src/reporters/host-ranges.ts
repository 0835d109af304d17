interface Numbered {
  readonly before: string;
  readonly digits: string;
  readonly after: string;
}

interface Family {
  readonly before: string;
  readonly after: string;
  readonly digits: string[];
}

/** Names of hosts in short: `web[001-197]`, `db1`. Every name given is in what is returned, in the order of first mention. */
export function hostRanges(names: readonly string[]): readonly string[] {
  const families = new Map<string, Family>();
  for (const name of new Set(names)) {
    const { before, digits, after } = numbered(name);
    const key = JSON.stringify([before, after, digits === '']);
    const family = families.get(key) ?? { before, after, digits: [] };
    families.set(key, family);
    family.digits.push(digits);
  }
  return [...families.values()].map(rangeOf);
}

/** The same as one text that stays short: what does not fit is counted. */
export function hostList(names: readonly string[], most = 6): string {
  const ranges = hostRanges(names);
  if (ranges.length <= most) return ranges.join(', ');
  const shown = names.slice(0, most);
  return `${shown.join(', ')} and ${names.length - shown.length} more`;
}

function numbered(name: string): Numbered {
  const [, before = name, digits = '', after = ''] = /^(.*?)(\d{1,15})(\D*)$/s.exec(name) ?? [];
  return { before, digits, after };
}

function rangeOf({ before, after, digits }: Family): string {
  const sorted = digits.toSorted((one, other) => Number(one) - Number(other) || one.length - other.length);
  const runs: string[][] = [];
  for (const number of sorted) {
    const run = runs.at(-1);
    if (run !== undefined && follows(run.at(-1) ?? '', number)) run.push(number);
    else runs.push([number]);
  }
  const parts = runs.map((run) => (run.length === 1 ? run[0] : `${run[0]}-${run.at(-1)}`));
  return digits.length === 1 ? `${before}${digits[0]}${after}` : `${before}[${parts.join(',')}]${after}`;
}

/** `8` and `9`, `9` and `10`, `09` and `10`, but not `9` and `010`: a range says how its numbers are written. */
function follows(one: string, other: string): boolean {
  if (Number(other) !== Number(one) + 1) return false;
  return one.length === other.length || (!one.startsWith('0') && !other.startsWith('0'));
}
