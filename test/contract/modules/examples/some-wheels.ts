import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { wheel } from '../../../support/wheel.ts';
import type { Ground } from './ground.ts';

/** The packages that the example of pip names, and no index. */
export async function someWheels(): Promise<Ground> {
  const directory = await mkdtemp(join(tmpdir(), 'drover-wheels-'));
  await wheel(directory, { name: 'flask', version: '2.3' });
  await wheel(directory, { name: 'flask', version: '4.0' });
  await wheel(directory, { name: 'gunicorn', version: '22.0' });
  const names = await readdir(directory);
  const written = names.map(async (name) => {
    const bytes = await readFile(join(directory, name));
    return `echo ${bytes.toString('base64')} | base64 -d >/srv/wheels/${name}`;
  });
  const before = ['mkdir -p /srv/app /srv/wheels', ...(await Promise.all(written))].join('\n');
  await rm(directory, { recursive: true });
  vi.stubEnv('PIP_NO_INDEX', '1');
  vi.stubEnv('PIP_FIND_LINKS', '/srv/wheels');
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  return {
    where: 'copy',
    before,
    proof: `[ "$(/srv/app/venv/bin/python -c 'import flask, gunicorn; print(flask.version)')" = 2.3 ]`,
  };
}
