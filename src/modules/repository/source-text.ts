import type { AptSource, RpmSource } from './params.ts';

/** What the file of a repository holds; `key`: the file of its key on the host. */
export function sourceText(name: string, source: AptSource | RpmSource, key: string | undefined): string {
  return source.is === 'apt' ? deb822(source, key) : repoFile(name, source, key);
}

/** As sources.list(5) has it. */
function deb822(source: AptSource, key: string | undefined): string {
  const { types, uris, suites, components, architectures, trusted, enabled, options } = source;
  const fields: readonly (readonly [string, string])[] = [
    ['Types', types.join(' ')],
    ['URIs', uris.join(' ')],
    ['Suites', suites.join(' ')],
    ['Components', components.join(' ')],
    ['Architectures', architectures.join(' ')],
    ['Signed-By', key ?? ''],
    ['Trusted', trusted ? 'yes' : ''],
    ['Enabled', enabled ? '' : 'no'],
    ...Object.entries(options),
  ];
  return textOf(fields, ': ');
}

/** As dnf.conf(5) has it, which zypper reads as well. */
function repoFile(name: string, source: RpmSource, key: string | undefined): string {
  const { description, baseurl, mirrorlist = '', gpgcheck, repoGpgcheck, enabled, options } = source;
  const fields: readonly (readonly [string, string])[] = [
    ['name', description ?? name],
    ['baseurl', baseurl.join('\n        ')],
    ['mirrorlist', mirrorlist],
    ['metalink', source.is === 'dnf' ? (source.metalink ?? '') : ''],
    ['enabled', flag(enabled)],
    ['autorefresh', source.is === 'zypper' ? flag(source.autorefresh) : ''],
    ['gpgcheck', flag(gpgcheck)],
    ['repo_gpgcheck', flag(repoGpgcheck)],
    ['gpgkey', key === undefined ? '' : `file://${encodeURI(key)}`],
    ...Object.entries(options),
  ];
  return `[${name}]\n${textOf(fields, '=')}`;
}

function textOf(fields: readonly (readonly [string, string])[], between: string): string {
  const given = fields.filter(([, value]) => value !== '');
  return given.map(([field, value]) => `${field}${between}${value}\n`).join('');
}

function flag(value: boolean): string {
  return value ? '1' : '0';
}
