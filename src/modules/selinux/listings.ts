/** What `semanage` lists of files or ports: what it is about, and its type. */
export interface Entry {
  readonly of: string;
  readonly type: string;
}

/** Reads `semanage port -l -n`: a type, a protocol, and ports and ranges. */
export function portsIn(text: string): readonly Entry[] {
  return text.split('\n').flatMap((line) => {
    const [, type, protocol, ports] = /^(\S+)\s+(tcp|udp)\s+([\d, -]+)$/.exec(line.trimEnd()) ?? [];
    if (type === undefined || ports === undefined) return [];
    return ports.split(',').map((port) => ({ of: `${protocol} ${port.trim()}`, type }));
  });
}

const fileTypes: Readonly<Record<string, string>> = {
  'all files': 'a',
  'regular file': 'f',
  directory: 'd',
  'character device': 'c',
  'block device': 'b',
  socket: 's',
  'symbolic link': 'l',
  'named pipe': 'p',
};

/** Reads `semanage fcontext -l -n`: an expression, a kind of files, and a context. */
export function contextsIn(text: string): readonly Entry[] {
  const kinds = Object.keys(fileTypes).join('|');
  const form = new RegExp(`^(\\S+)\\s+(${kinds})\\s+(\\S+)$`);
  return text.split('\n').flatMap((line) => {
    const [, target, kind, context] = form.exec(line.trimEnd()) ?? [];
    if (target === undefined || kind === undefined || context === undefined) return [];
    return [{ of: `${fileTypes[kind]} ${target}`, type: context.split(':')[2] ?? context }];
  });
}

/** Reads a line of `semanage boolean -l -n`: whether it is on now, and from the next start. */
export function booleanIn(
  text: string,
  name: string,
): { readonly live: boolean; readonly kept: boolean } | undefined {
  for (const line of text.split('\n')) {
    const [, of, live, kept] = /^(\S+)\s+\((on|off)\s*,\s*(on|off)\)/.exec(line) ?? [];
    if (of === name) return { live: live === 'on', kept: kept === 'on' };
  }
  return undefined;
}
