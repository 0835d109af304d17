import { execFileSync } from 'node:child_process';
import { copyFile, readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { sh } from 'drover';
import { describe, expect, it } from 'vitest';
import { pairInUse } from '../../playbooks/secure-portal/pair-in-use.ts';
import { runHere } from '../support/local-host.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';

const title = 'The server has a pair that was tried out';

async function place() {
  const top = await scratchDirectory();
  const path = (name: string) => join(top, name);
  const issue = (name: string) =>
    execFileSync(
      'openssl',
      `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ${path(`${name}.key`)} -out ${path(`${name}.pem`)} -subj /CN=${name} -days 2`.split(
        ' ',
      ),
      { stdio: 'ignore' },
    );
  const use = async (name: string) => {
    await copyFile(path(`${name}.pem`), path('issued.pem'));
    await copyFile(path(`${name}.key`), path('issued.key'));
  };
  const task = (test = sh`:`) =>
    pairInUse(title, {
      certificate: path('issued.pem'),
      key: path('issued.key'),
      link: path('in-use'),
      test,
    });
  const inUse = () => readFile(path('in-use/certificate.pem'), 'utf8');
  return { top, path, issue, use, task, inUse };
}

describe('the pair in use', () => {
  it('is a copy of the issued one, behind a link, and follows it', async () => {
    const { top, path, issue, use, task, inUse } = await place();
    for (const name of ['old', 'new', 'newest']) {
      issue(name);
      await use(name);
      expect((await runHere([task()])).outcomes).toEqual({ [title]: 'changed' });
      expect(await inUse()).toBe(await readFile(path(`${name}.pem`), 'utf8'));
      expect((await runHere([task()])).outcomes).toEqual({ [title]: 'ok' });
    }
    // The one before is kept, for the way back; older ones are gone.
    const kept = (await readdir(top)).filter((name) => name.startsWith('in-use.'));
    expect(kept).toHaveLength(2);
    expect(kept).toContain(await readlink(path('in-use')));
  });

  it('stays as it is where the key is that of another certificate', async () => {
    const { path, issue, use, task, inUse } = await place();
    issue('one');
    issue('other');
    await use('one');
    await runHere([task()]);
    await copyFile(path('other.key'), path('issued.key'));
    expect((await runHere([task()])).outcomes[title]).toContain('the key is not that of the certificate');
    expect(await inUse()).toBe(await readFile(path('one.pem'), 'utf8'));
  });

  it('stays as it is where the trial fails, and says what the trial said', async () => {
    const { issue, use, task, path, inUse } = await place();
    issue('one');
    issue('other');
    await use('one');
    await runHere([task()]);
    await use('other');
    const failing = task(sh`( echo "the server did not start" >&2; exit 1 )`);
    expect((await runHere([failing])).outcomes[title]).toContain('the server did not start');
    expect(await inUse()).toBe(await readFile(path('one.pem'), 'utf8'));
  });
});
