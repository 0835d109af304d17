import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { chmod, chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Cli, startCli } from '../../support/cli.ts';
import { eventually } from '../../support/eventually.ts';
import { idsOf } from '../../support/ids-of.ts';
import { processesWith } from '../../support/processes-with.ts';
import { noSshd, type Sshd, startSshd } from '../../support/sshd.ts';

const why = noSshd();
const users = process.getuid?.() === 0 ? [undefined, 'nobody'] : [undefined];

/** An archive of sources whose two parts are made by jobs that wait until a file is there. */
function archiveIn(directory: string): string {
  const tree = join(directory, 'slow-1.0');
  mkdirSync(tree);
  const job = `until [ -e ${join(directory, 'gate')} ]; do sleep 0.1; done; echo $@ >$@`;
  const makefile = `all: one two\none two:\n\t${job}\ninstall:\n\tmkdir -p "$(DESTDIR)/opt/slow"\n`;
  writeFileSync(join(tree, 'Makefile'), makefile);
  writeFileSync(join(tree, 'configure'), '#!/bin/sh\n');
  chmodSync(join(tree, 'configure'), 0o755);
  execFileSync('tar', ['-czf', join(directory, 'slow.tar.gz'), '-C', directory, 'slow-1.0']);
  return join(directory, 'slow.tar.gz');
}

describe.skipIf(why !== undefined).each(users)(
  `a build that is interrupted (become: %s) ${why ?? ''}`,
  (user) => {
    let sshd: Sshd;
    let directory = '';
    let archive = '';
    beforeAll(async () => {
      sshd = await startSshd();
    });
    afterAll(() => sshd?.[Symbol.asyncDispose]());
    beforeEach(async () => {
      directory = await mkdtemp(join(tmpdir(), 'drover-build-'));
      await chmod(directory, 0o755);
      if (user !== undefined) {
        const { uid, gid } = await idsOf(user);
        await chown(directory, uid, gid);
      }
      archive = archiveIn(directory);
    });
    afterEach(() => rm(directory, { recursive: true, force: true }));

    /** The jobs of make, make itself and the shells around them: all have the directory in their command lines. */
    const jobs = () => processesWith(join(directory, 'gate'));
    /** Twice as long as the host gives to what is deaf to TERM, and more. */
    const nothingIsLeft = () => eventually(() => expect(processesWith(directory)).toEqual([]), 20_000);

    const start = () => {
      const source = join(directory, 'source');
      const playbook = `import { play, sh } from 'drover';
import { command, compile, unarchive } from 'drover/modules';
export default play({ name: 'Build', hosts: 'all', become: ${JSON.stringify(user ?? false)}, tasks: [
  unarchive('unpacked', { src: '${archive}', path: '${source}', strip: 1 }),
  compile('built', { source: '${source}', prefix: '/opt/slow', staging: '${join(directory, 'staging')}', jobs: 2 }),
  command('after', { script: sh\`touch ${join(directory, 'after')}\` }),
] });
`;
      return startCli({ directory, playbook, vars: sshd.vars });
    };
    const begun = async () => {
      const cli = await start();
      await eventually(() => expect(jobs()).toHaveLength(2), 30_000);
      return cli;
    };
    const open = () => writeFile(join(directory, 'gate'), '');
    const warned = (cli: Cli) => eventually(() => expect(cli.said().err).toContain('press Ctrl-C again'));

    it('by one Ctrl-C comes to its end, and nothing begins after it', async () => {
      const cli = await begun();
      cli.child.kill('SIGINT');
      await warned(cli);
      // A shell that starts its next `sleep` is there twice for a moment.
      expect(jobs().length).toBeGreaterThanOrEqual(2);
      await open();
      expect(await cli.ended).toBe(130);
      expect(cli.outcomes()).toEqual(['unpacked changed', 'built changed']);
      expect(existsSync(join(directory, 'staging/opt/slow'))).toBe(true);
      expect(existsSync(join(directory, 'after'))).toBe(false);
    });

    const twice = async (cli: Cli) => {
      cli.child.kill('SIGINT');
      await warned(cli);
      cli.child.kill('SIGINT');
    };
    const terminate = async ({ child }: Cli) => child.kill('SIGTERM');

    it.each([
      ['a second Ctrl-C', twice],
      ['SIGTERM', terminate],
    ])('by %s is gone from the host in seconds, with all that it had begun', async (_, end) => {
      const cli = await begun();
      await end(cli);
      expect(await cli.ended).toBe(130);
      await nothingIsLeft();
      expect(cli.outcomes()).toEqual(['unpacked changed', 'built failed']);
      expect(existsSync(join(directory, 'source.drover-build'))).toBe(false);
      expect(existsSync(join(directory, 'staging'))).toBe(false);
    });

    it('by the death of the controller is gone from the host in seconds, and the next run brings it to its end', async () => {
      const cli = await begun();
      cli.child.kill('SIGKILL');
      expect(await cli.ended).toBeNaN();
      await nothingIsLeft();
      expect(existsSync(join(directory, 'staging'))).toBe(false);
      expect(existsSync(join(directory, 'after'))).toBe(false);
      await open();
      const next = await start();
      expect(await next.ended).toBe(0);
      expect(next.outcomes()).toEqual(['unpacked ok', 'built changed', 'after changed']);
      expect(existsSync(join(directory, 'staging/opt/slow'))).toBe(true);
    });
  },
);
