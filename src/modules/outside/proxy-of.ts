type Environment = Readonly<Record<string, string | undefined>>;

/** By which proxy the environment says that a URL is reached, as curl reads it; undefined: by none. */
export function proxyOf(url: URL, environment: Environment): string | undefined {
  const valueOf = (name: string) => environment[name] || environment[name.toUpperCase()] || undefined;
  const proxy = valueOf(`${url.protocol.slice(0, -1)}_proxy`) ?? valueOf('all_proxy');
  if (proxy === undefined || isExempt(url, valueOf('no_proxy') ?? '')) return undefined;
  return proxy.includes('://') ? proxy : `http://${proxy}`;
}

/** A name stands for all below it too; `*` for everything. */
function isExempt({ hostname, port, protocol }: URL, list: string): boolean {
  const name = hostname.replace(/^\[|\]$/g, '');
  const ownPort = port || (protocol === 'https:' ? '443' : '80');
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      const [, given = entry, only] = /^(.*[^:]):(\d+)$/.exec(entry) ?? [];
      const exempt = given.replace(/^\*?\.|^\[|\]$/g, '');
      if (only !== undefined && only !== ownPort) return false;
      return exempt === '*' || name === exempt || name.endsWith(`.${exempt}`);
    });
}
