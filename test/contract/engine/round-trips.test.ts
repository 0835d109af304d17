import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { play } from '../../../src/core/play.ts';
import type { Task } from '../../../src/core/task.ts';
import { copy } from '../../../src/modules/copy.ts';
import { facts } from '../../../src/modules/facts.ts';
import { file } from '../../../src/modules/file.ts';
import { template } from '../../../src/modules/template.ts';
import { run } from '../../../src/run.ts';
import { sshTransport } from '../../../src/transports/ssh.ts';
import { RoundTripCounter } from '../../support/round-trip-counter.ts';
import { noSshd, type Sshd, startSshd } from '../../support/sshd.ts';

const transport = sshTransport({ agentSocket: '' });
const template1KiB = `# <%= index %>\n${'some setting = some value\n'.repeat(40)}`;

describe.skipIf(noSshd() !== undefined)('round trips of a host after its login', () => {
  let sshd: Sshd;
  let directory: string;
  beforeAll(async () => {
    sshd = await startSshd();
    directory = await mkdtemp(join(tmpdir(), 'drover-trips-'));
  });
  afterAll(async () => {
    await sshd[Symbol.asyncDispose]();
    await rm(directory, { recursive: true });
  });

  /** What the tasks came to on a real host, and how many round trips until the last of them had ended. */
  async function counted(tasks: readonly Task[]) {
    const host = { name: 'practice', groups: [], vars: sshd.vars };
    const counter = new RoundTripCounter();
    let trips = 0;
    const result = await run(play({ name: 'Trips', hosts: 'all', tasks }), {
      inventory: { hosts: [host], select: () => [host] },
      reachOf: () => ({
        connect: async (signal) => counter.counted(await transport.connect(host, signal)),
        shell: 'sh',
        becomePassword: undefined,
      }),
      onEvent: (event) => {
        if (event.is === 'task-finished') trips = counter.count;
      },
    });
    const [only] = result.hosts;
    return { ok: only?.ok, changed: only?.changed, trips };
  }

  it('do not grow with the facts that are asked for', async () => {
    const one = await counted([facts('The system', { subsets: ['os'] })]);
    const all = await counted([facts('Everything'), facts('Again')]);
    expect(all).toEqual({ ...one, ok: 2 });
  });

  function templates(folder: string, count: number): readonly Task[] {
    const index = Array.from({ length: count }, (_, index) => index);
    return index.map((index) =>
      template(`File ${index} is there`, {
        path: join(directory, `${folder}-${index}`),
        text: template1KiB,
        vars: { index },
      }),
    );
  }

  function modes(folder: string, count: number): readonly Task[] {
    const index = Array.from({ length: count }, (_, index) => index);
    return index.map((index) =>
      file(`File ${index} is private`, { path: join(directory, `${folder}-${index}`), mode: '0600' }),
    );
  }

  it('are at most 6 when 50 templates are all to be changed', async () => {
    const { changed, trips } = await counted(templates('fifty', 50));
    expect(changed).toBe(50);
    expect(await readFile(join(directory, 'fifty-49'), 'utf8')).toContain('# 49');
    expect(trips).toBeLessThanOrEqual(6);
  });

  it('are at most 8 for a tree of 1,000 files, and 4 when nothing of it is to change', async () => {
    const [src, path] = [join(directory, 'tree'), join(directory, 'copy')];
    for (const folder of Array.from({ length: 20 }, (_, index) => join(src, `d${index}`))) {
      await mkdir(folder, { recursive: true });
      for (let index = 0; index < 50; index += 1) await writeFile(join(folder, `f${index}`), template1KiB);
    }
    const tree = [copy('The tree is there', { src: `${src}/`, path })];
    const first = await counted(tree);
    const second = await counted(tree);
    expect([first.changed, second.ok]).toEqual([1, 1]);
    expect(first.trips).toBeLessThanOrEqual(8);
    expect(second.trips).toBeLessThanOrEqual(4);
  });

  it.each([
    [100, 4],
    [500, 8],
  ])('with nothing to change in %i tasks are at most %i', async (count, most) => {
    const tasks = [...templates(`same-${count}`, count / 2), ...modes(`same-${count}`, count / 2)];
    await counted(tasks);
    const { ok, trips } = await counted(tasks);
    expect(ok).toBe(count);
    expect(trips).toBeLessThanOrEqual(most);
  });

  it('with nothing to change are as many for 200 tasks as for 100', async () => {
    const tasks = modes('more', 200);
    await counted([...templates('more', 200), ...tasks]);
    const [hundred, all] = [await counted(tasks.slice(0, 100)), await counted(tasks)];
    expect([hundred.ok, all.ok]).toEqual([100, 200]);
    expect(all.trips).toBe(hundred.trips);
  });
});
