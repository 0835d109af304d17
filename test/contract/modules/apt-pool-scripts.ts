/** Name, version, what it needs. */
const built = [
  ['pool-tool', '1.0', ''],
  ['pool-tool', '2.0', ''],
  ['pool-lib', '1.0', ''],
  ['pool-app', '1.0', 'Depends: pool-lib'],
  ['pool-own', '1.0', ''],
  ['pool-own', '2.0', ''],
] as const;

const one = `d=/pool/build/$1; rm -rf "$d"; mkdir -p "$d/DEBIAN" "$d/etc" /pool/all /pool/repo
printf 'Package: %s\\nVersion: %s\\nArchitecture: all\\nMaintainer: Us <us@example.org>\\nDescription: to try\\n' "$1" "$2" >"$d/DEBIAN/control"
[ -z "$3" ] || echo "$3" >>"$d/DEBIAN/control"
echo "$2" >"$d/etc/$1.conf"; echo "/etc/$1.conf" >"$d/DEBIAN/conffiles"
dpkg-deb -b "$d" "/pool/all/$1-$2.deb"`;

const build = (name: string, version: string, needs: string) =>
  `set -- '${name}' '${version}' '${needs}'
${one}`;

/** Writes down what is in `/pool/repo`. */
export const indexPool = `cd /pool/repo; for f in *.deb; do
  dpkg-deb -f "$f"; printf 'Filename: ./%s\\nSize: %s\\nSHA256: %s\\n\\n' "$f" "$(stat -c %s "$f")" "$(sha256sum "$f" | cut -d ' ' -f 1)"
done >Packages`;

/** Makes all packages, in `/pool/all`. */
export const buildPool = built.map(([name, version, needs]) => build(name, version, needs)).join('\n');

/** The pool is all that apt knows. */
export const usePool =
  'rm -rf /etc/apt/sources.list /etc/apt/sources.list.d/*; echo "deb [trusted=yes] file:/pool/repo ./" >/etc/apt/sources.list; chmod -R a+rX /pool';
