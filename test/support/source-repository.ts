import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * An archive of Debian sources in a directory, with the package `hello` in versions 1.0 and 2.0; the files of 2.0 are
 * gone, as they may be on a mirror. Returns the configuration that makes apt use it and nothing else.
 */
export function sourceRepository(root: string): string {
  const repository = join(root, 'repository');
  const debian = join(root, 'debian');
  mkdirSync(repository, { recursive: true });
  mkdirSync(debian);
  writeFileSync(join(debian, 'key.asc'), 'the key');
  const stanzas = ['1.0', '2.0'].map((version) => {
    const archive = join(repository, `hello_${version}-1.debian.tar.xz`);
    execFileSync('tar', ['-cJf', archive, '-C', root, 'debian']);
    writeFileSync(join(repository, `hello_${version}.orig.tar.gz`), `sources of ${version}`);
    writeFileSync(join(repository, `hello_${version}-1.dsc`), `description of ${version}`);
    const names = ['-1.dsc', '.orig.tar.gz', '-1.debian.tar.xz'].map((end) => `hello_${version}${end}`);
    const listed = (algorithm: string) =>
      names.map((name) => {
        const bytes = readFileSync(join(repository, name));
        return ` ${createHash(algorithm).update(bytes).digest('hex')} ${bytes.length} ${name}`;
      });
    return [
      `Package: hello\nBinary: hello\nVersion: ${version}-1\nArchitecture: any\nFormat: 3.0 (quilt)\nDirectory: .`,
      `Files:\n${listed('md5').join('\n')}`,
      `Checksums-Sha256:\n${listed('sha256').join('\n')}\n`,
    ].join('\n');
  });
  writeFileSync(join(repository, 'Sources'), stanzas.join('\n'));
  for (const end of ['-1.dsc', '.orig.tar.gz', '-1.debian.tar.xz'])
    rmSync(join(repository, `hello_2.0${end}`));
  const list = join(root, 'sources.list');
  writeFileSync(list, `deb [trusted=yes] file:${repository} ./\n`);
  const configuration = join(root, 'apt.conf');
  writeFileSync(configuration, `Dir::Etc::sourcelist "${list}";\nDir::Etc::sourceparts "/dev/null";\n`);
  return configuration;
}
