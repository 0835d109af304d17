import { execFile } from 'node:child_process';
import { access, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '../..');
const manifest = z.object({ engines: z.object({ node: z.string().regex(/^>=\d+\.\d+$/) }) });

/**
 * The program of the oldest Node that the package says it runs on: fetched once, and kept below node_modules. Undefined
 * where npm has none for this machine; in CI there is no excuse.
 */
export async function oldestNode(): Promise<string | undefined> {
  const { engines } = manifest.parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')));
  const version = `${engines.node.slice(2)}.0`;
  const place = join(root, 'node_modules/.cache', `node-${version}`);
  const program = join(place, 'package/bin/node');
  try {
    await access(program).catch(() => fetched(`node-${process.platform}-${process.arch}@${version}`, place));
    return program;
  } catch (error) {
    if (process.env['CI'] === 'true') throw error;
    return undefined;
  }
}

async function fetched(name: string, place: string): Promise<void> {
  await mkdir(join(place, '..'), { recursive: true });
  const made = await mkdtemp(`${place}-`);
  const { stdout } = await run('npm', ['pack', '--silent', '--pack-destination', made, name], { cwd: made });
  await run('tar', ['-xzf', join(made, stdout.trim()), '-C', made, 'package/bin/node']);
  await rm(join(made, stdout.trim()));
  await rename(made, place);
}
