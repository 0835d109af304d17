import { type MachineCopy, machineCopy } from '../../support/machine-copy.ts';

/** A copy of this machine, a Debian, with a small repository of packages in `/pool/repo`. */
export interface AptPool extends MachineCopy {
  /** Puts packages into the repository, of those that were built. */
  readonly offer: (...files: readonly string[]) => Promise<void>;
  /** What dpkg says of a package: its state and version; empty: nothing. */
  readonly status: (name: string) => Promise<string>;
}

/** Name, version, what it needs. */
const built = [
  ['pool-tool', '1.0', ''],
  ['pool-tool', '2.0', ''],
  ['pool-lib', '1.0', ''],
  ['pool-app', '1.0', 'Depends: pool-lib'],
  ['pool-own', '1.0', ''],
  ['pool-own', '2.0', ''],
] as const;

const build = `d=/pool/build/$1; rm -rf "$d"; mkdir -p "$d/DEBIAN" "$d/etc" /pool/all /pool/repo
printf 'Package: %s\\nVersion: %s\\nArchitecture: all\\nMaintainer: Us <us@example.org>\\nDescription: to try\\n' "$1" "$2" >"$d/DEBIAN/control"
[ -z "$3" ] || echo "$3" >>"$d/DEBIAN/control"
echo "$2" >"$d/etc/$1.conf"; echo "/etc/$1.conf" >"$d/DEBIAN/conffiles"
dpkg-deb -b "$d" "/pool/all/$1-$2.deb"`;

const index = `cd /pool/repo; for f in *.deb; do
  dpkg-deb -f "$f"; printf 'Filename: ./%s\\nSize: %s\\nSHA256: %s\\n\\n' "$f" "$(stat -c %s "$f")" "$(sha256sum "$f" | cut -d ' ' -f 1)"
done >Packages`;

export async function aptPool(): Promise<AptPool> {
  const copy = await machineCopy();
  for (const [name, version, needs] of built) await copy.on(build, name, version, needs);
  const offer: AptPool['offer'] = async (...files) => {
    await copy.on(
      `${files.map((file) => `cp /pool/all/${file}.deb /pool/repo/`).join('; ')}; ${index}; rm -rf /var/lib/apt/lists/*`,
    );
  };
  await copy.on(
    'rm -rf /etc/apt/sources.list /etc/apt/sources.list.d/*; echo "deb [trusted=yes] file:/pool/repo ./" >/etc/apt/sources.list; chmod -R a+rX /pool',
  );
  await offer('pool-tool-1.0', 'pool-lib-1.0', 'pool-app-1.0');
  return {
    ...copy,
    offer,
    status: (name) =>
      copy.on(`dpkg-query -W -f '\${db:Status-Abbrev}\${Version}' "$1" 2>/dev/null || :`, name),
  };
}
