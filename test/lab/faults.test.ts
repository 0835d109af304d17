import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { commandOf } from '../../src/core/command.ts';
import { defineModule } from '../../src/core/module.ts';
import { query } from '../../src/core/query.ts';
import { sh } from '../../src/core/sh.ts';
import type { LabHost } from '../../src/lab/machine/lab-host.ts';
import { command } from '../../src/modules/command.ts';
import { eventually } from '../support/eventually.ts';
import { type FaultLab, faultLab } from '../support/fault-lab.ts';
import { noMachines } from '../support/no-machines.ts';

const why = await noMachines();

/** A file is there. The first time its maker writes it and then hangs, with a child, under a name to look for. */
const slowFile = defineModule({
  name: 'slow-file',
  summary: 'A file is there.',
  params: z.strictObject({ path: z.string(), mark: z.string() }),
  desired: (params) => params,
  inspect: ({ path }) =>
    query(sh`wc -l <${path} 2>/dev/null || echo 0`, {
      reads: [`file:${path}`],
      parse: ({ stdout }) => Number(stdout),
    }),
  plan: (lines): readonly 'make'[] => (lines === 0 ? ['make'] : []),
  describe: (_change, { path }) => ({ summary: `make ${path}` }),
  apply: (_change, { path, mark }) =>
    commandOf(sh`echo made >>${path}; sync; sleep ${mark} & sleep ${mark}`, { touches: [`file:${path}`] }),
});

const hang = (mark: string) => command('hangs', { script: sh`sleep ${mark} & sleep ${mark}` });
const after = command('after', { script: sh`echo after` });

const ways = ['ssh', 'openssh'] as const;

describe.skipIf(why !== undefined).concurrent.each(ways)(
  `faults on real hosts, by %s ${why ?? ''}`,
  (way) => {
    let lab: FaultLab;
    beforeAll(async () => {
      lab = await faultLab(['parted', 'silent', 'plug', 'crash', 'server', 'busy'], way);
    });
    afterAll(() => lab?.[Symbol.asyncDispose]());

    const running = (host: LabHost, mark: string) =>
      eventually(() => expect(lab.processes(host, `sleep ${mark}`).length).toBeGreaterThan(1), 30_000);
    /** Nothing of ours: neither the work nor the shells around it. */
    const clean = (host: LabHost, withinMs: number) =>
      eventually(() => expect(lab.processes(host, 'sleep')).toEqual([]), withinMs);
    const outcomesOf = (tasks: readonly { name: string; outcome: { is: string } }[]) =>
      tasks.map(({ name, outcome }) => `${name} ${outcome.is}`);

    it.each([{ become: false }, { become: true }])(
      'a cable that is pulled ends the work on the host before it is put back, and the host is unreachable (%o)',
      async (options) => {
        const host = lab.host(options.become ? 'silent' : 'parted');
        const mark = options.become ? '86401' : '86402';
        const { ended } = lab.start(host, [hang(mark), after], options);
        await running(host, mark);
        await host.partition();
        await clean(host, 60_000);
        const result = await ended;
        await host.heal();
        expect(result).toMatchObject({ outcome: 'unreachable', error: { code: 'unreachable' } });
        expect(outcomesOf(result.tasks)).toEqual(['hangs failed']);
        expect(result.runMs).toBeLessThan(120_000);
      },
    );

    it('a cable that is pulled and put back costs a host nothing but time', async () => {
      const host = lab.host('plug');
      const { ended } = lab.start(host, [slowFile('file', { path: '/root/made', mark: '86403' }), after], {
        become: true,
      });
      await running(host, '86403');
      await host.partition();
      await clean(host, 60_000);
      await host.heal();
      const result = await ended;
      expect(outcomesOf(result.tasks)).toEqual(['file changed', 'after changed']);
      expect(lab.on(host, 'cat /root/made')).toBe('made\n');
      // A connection that was made as the cable came back, and given up here, has half a minute there.
      await clean(host, 60_000);
    });

    it('a host whose plug is pulled is unreachable, whether its network says so or not', async () => {
      const host = lab.host('crash');
      const loud = lab.start(host, [hang('86404'), after]);
      await running(host, '86404');
      await host.kill();
      expect(await loud.ended).toMatchObject({ outcome: 'unreachable' });
      await host.start();
      const quiet = lab.start(host, [hang('86405'), after], { become: true });
      await running(host, '86405');
      await host.partition();
      await host.kill();
      const result = await quiet.ended;
      expect(result).toMatchObject({ outcome: 'unreachable' });
      expect(result.runMs).toBeLessThan(120_000);
      await host.start();
      const back = lab.start(host, [slowFile('file', { path: '/root/boots', mark: '86406' }), after], {
        become: true,
      });
      await running(host, '86406');
      await host.kill();
      await host.start();
      expect(outcomesOf((await back.ended).tasks)).toEqual(['file changed', 'after changed']);
      expect(lab.on(host, 'cat /root/boots')).toBe('made\n');
      await clean(host, 20_000);
    });

    it('a restart of sshd disturbs nothing; the end of its connections ends the work on the host', async () => {
      const host = lab.host('server');
      const short = command('short', { script: sh`sleep 4.86407 & sleep 4.86407; echo done` });
      const calm = lab.start(host, [short, after]);
      await running(host, '4.86407');
      lab.on(host, 'systemctl restart ssh');
      expect(outcomesOf((await calm.ended).tasks)).toEqual(['short changed', 'after changed']);
      const struck = lab.start(host, [hang('86408'), after], { become: true });
      await running(host, '86408');
      lab.on(host, "pkill -KILL -f '^sshd: op'");
      expect(await struck.ended).toMatchObject({ outcome: 'unreachable' });
      await clean(host, 20_000);
      const again = lab.start(host, [slowFile('file', { path: '/home/op/made', mark: '86409' }), after]);
      await running(host, '86409');
      lab.on(host, "pkill -KILL -f '^sshd: op'");
      expect(outcomesOf((await again.ended).tasks)).toEqual(['file changed', 'after changed']);
      expect(lab.on(host, 'cat /home/op/made')).toBe('made\n');
      await clean(host, 20_000);
    });

    it.each([{ become: false }, { become: true }])(
      'a command that floods its output, and one that never ends, are ended by their time-out (%o)',
      async (options) => {
        const host = lab.host('busy');
        const word = `flood-${options.become}`;
        const script = sh`yes ${word} & yes ${word} >&2 & sleep 86410`;
        const flood = lab.start(host, [command('floods', { script, timeoutMs: 3_000 }), after], options);
        const never = lab.start(host, [
          command('hangs', { script: sh`sleep 86411`, timeoutMs: 3_000 }),
          after,
        ]);
        const results = [await flood.ended, await never.ended];
        for (const result of results) {
          expect(result).toMatchObject({ outcome: 'failed', error: { code: 'timeout' } });
          expect(result.tasks).toHaveLength(1);
          expect(result.runMs).toBeLessThan(60_000);
        }
        await eventually(() => expect(lab.processes(host, `yes ${word}`)).toEqual([]), 20_000);
        if (options.become) await clean(host, 20_000);
      },
    );
  },
);
