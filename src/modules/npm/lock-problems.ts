interface Entry {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
}

/** How what npm wrote down of node_modules differs from package-lock.json, in words. */
export function lockProblems(wanted: string, has: string, production: boolean): readonly string[] {
  if (wanted === '') return ['there is no package-lock.json'];
  const asked = entriesIn(wanted).filter(([, { dev }]) => !(production && dev === true));
  const there = new Map(entriesIn(has));
  const names = new Set(asked.map(([path]) => path));
  const lacking = asked.flatMap(([path, entry]) => {
    const found = there.get(path);
    if (found === undefined) return entry.optional === true ? [] : [`missing: ${path}`];
    return isSame(entry, found) ? [] : [`invalid: ${path}`];
  });
  return [
    ...lacking,
    ...[...there.keys()].filter((path) => !names.has(path)).map((path) => `extraneous: ${path}`),
  ];
}

function entriesIn(text: string): readonly (readonly [string, Entry])[] {
  if (text === '') return [];
  // npm documents this form of its lock files.
  const { packages = {} } = JSON.parse(text) as { readonly packages?: Readonly<Record<string, Entry>> };
  return Object.entries(packages).filter(([path]) => path.startsWith('node_modules/'));
}

function isSame(one: Entry, other: Entry): boolean {
  return (
    one.version === other.version && one.integrity === other.integrity && one.resolved === other.resolved
  );
}
