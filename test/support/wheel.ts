import { execFileSync } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

interface Wheel {
  readonly name: string;
  readonly version: string;
  readonly requires?: string;
}

/** Builds a wheel of a package that holds nothing but its version, in `directory`. */
export async function wheel(directory: string, { name, version, requires }: Wheel): Promise<void> {
  const work = join(directory, 'work');
  const about = `${name}-${version}.dist-info`;
  await mkdir(join(work, name), { recursive: true });
  await mkdir(join(work, about));
  const needs = requires === undefined ? '' : `Requires-Dist: ${requires}\n`;
  const files = {
    [`${name}/__init__.py`]: `version = '${version}'\n`,
    [`${about}/METADATA`]: `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n${needs}`,
    [`${about}/WHEEL`]: 'Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n',
  };
  const record = [...Object.keys(files), `${about}/RECORD`].map((path) => `${path},,\n`).join('');
  for (const [path, text] of Object.entries({ ...files, [`${about}/RECORD`]: record })) {
    await writeFile(join(work, path), text);
  }
  const archive = join(directory, `${name}-${version}-py3-none-any.whl`);
  execFileSync('/usr/bin/python3', ['-m', 'zipfile', '-c', archive, name, about], { cwd: work });
  await rm(work, { recursive: true });
}
