import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listedModules } from '../../../../src/cli/commands/modules/listed-modules.ts';
import { exampleTask } from '../../../support/example-task.ts';
import type { World } from '../suite/world.ts';
import { type Ground, ground, type ModuleName } from './ground.ts';

interface Places {
  readonly guest: World;
  readonly copy: World;
}

/** Runs the example of every module, for real, on the ground that it needs. */
export function holdExamples(places: Places): void {
  describe('the example of every module does what it says', () => {
    let directory = '';
    beforeAll(async () => {
      directory = await mkdtemp(join(tmpdir(), 'drover-examples-'));
    });
    afterAll(() => rm(directory, { recursive: true }));

    for (const { spec } of listedModules) {
      const name = spec.name as ModuleName;
      if (ground[name] !== undefined && 'why' in ground[name]) continue;
      it(name, async () => {
        const { place, ends = ['changed', 'ok'], proof = ':', run } = await prepared(name, places, directory);
        expect([await run(), await run()]).toEqual(ends);
        await place.on(proof);
      });
    }

    it('but for those that another test stands in for', () => {
      expect(Object.keys(ground).toSorted()).toEqual(listedModules.map(({ spec }) => spec.name).toSorted());
      const tests = Object.values(ground).flatMap((entry) => ('test' in entry ? [entry.test] : []));
      expect(tests.filter((file) => !existsSync(file))).toEqual([]);
    });
  });
}

interface Prepared extends Ground {
  readonly place: World;
  readonly run: () => Promise<string | undefined>;
}

async function prepared(name: ModuleName, places: Places, directory: string): Promise<Prepared> {
  const entry = ground[name];
  if ('why' in entry) throw new Error(`The example of ${name} has no ground: ${entry.why}`);
  const found = typeof entry === 'function' ? await entry() : entry;
  const { after = [], before = ':', files = {}, where = 'guest' } = found;
  for (const other of after) await (await prepared(other, places, directory)).run();
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), text);
  }
  const place = places[where];
  await place.on(before);
  const example = listedModules.find(({ spec }) => spec.name === name)?.spec.example;
  const task = exampleTask(example);
  const run = async () => (await place.run([task], { directory })).outcomes[task.name];
  return { ...found, place, run };
}
