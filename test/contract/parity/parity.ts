import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Task } from '../../../src/core/task.ts';
import { runHere } from '../../support/local-host.ts';
import { type AnsibleTask, ansiblePlaybook, ansibleRun, type Outcome } from './ansible-run.ts';
import { documentationOf } from './documentation-of.ts';
import { plant, type Trees, treeOf } from './tree.ts';

export interface ParityCase {
  readonly title: string;
  readonly tree: Trees;
  readonly ansible: (root: string) => AnsibleTask;
  readonly ours: (root: string) => Task;
  /** The name of a file that only ours leaves, as the documentation of the module says. */
  readonly apart?: string;
  /** Times are compared too. */
  readonly times?: boolean;
  /** Why both differ on purpose, in words that stand in the documentation of the module. */
  readonly differs?: string;
}

interface Side {
  /** Of the first run, and of a second one behind it. */
  readonly outcomes: readonly Outcome[];
  readonly tree: readonly string[];
  readonly message: string;
}

const hasAnsible = spawnSync(ansiblePlaybook, ['--version']).status === 0;

/**
 * Runs each case by Ansible's module and by ours, twice each, from the same beginnings, and compares what they say and
 * what they leave. `source` is the file of our module, whose documentation must name what differs.
 */
export function parity(source: string, cases: readonly ParityCase[]): void {
  describe.skipIf(!hasAnsible && process.env['CI'] !== 'true')(`${source} and Ansible`, () => {
    let root = '';
    let theirs: readonly Side[] = [];

    beforeAll(async () => {
      root = await mkdtemp(join(tmpdir(), 'drover-parity-'));
      theirs = await byAnsible(root, cases);
    }, 300_000);
    afterAll(() => rm(root, { recursive: true, force: true }));

    it.each(cases.map((one, index) => [one.title, one, index] as const))('%s', async (_, one, index) => {
      const ours = await byUs(join(root, 'ours', String(index)), one);
      const { message: said, ...them } = theirs[index] ?? { message: 'not run' };
      const { message, ...us } = ours;
      if (one.differs === undefined) {
        expect(us, `Ansible: ${said}; ours: ${message}`).toEqual(them);
        return;
      }
      expect(us, `no difference any more: ${one.differs}`).not.toEqual(them);
      expect(us.outcomes[1], message).toBe(us.outcomes[0] === 'failed' ? 'failed' : 'ok');
      expect(await documentationOf(source)).toContainEqual(expect.stringContaining(one.differs));
    });
  });
}

async function byAnsible(root: string, cases: readonly ParityCase[]): Promise<readonly Side[]> {
  const own = cases.map((_, index) => join(root, 'theirs', String(index)));
  for (const [index, one] of cases.entries()) await plant(own[index] ?? '', one.tree);
  const tasks = cases.flatMap((one, index) => {
    const task = one.ansible(own[index] ?? '');
    return [task, task];
  });
  const results = await ansibleRun(join(root, 'controller'), tasks);
  return Promise.all(
    own.map(async (directory, index) => {
      const both = results.slice(2 * index, 2 * index + 2);
      return {
        outcomes: both.map(({ outcome }) => outcome),
        tree: await treeOf(directory, cases[index]?.times),
        message: both.map(({ message }) => message).join(' / '),
      };
    }),
  );
}

async function byUs(root: string, one: ParityCase): Promise<Side> {
  await plant(root, one.tree);
  const runs = [await runHere([one.ours(root)]), await runHere([one.ours(root)])];
  const said = runs.map(({ outcomes }) => Object.values(outcomes)[0] ?? 'not run');
  return {
    // The first word is all that Ansible has words for.
    outcomes: said.map((outcome) => outcome.split(':')[0] as Outcome),
    tree: (await treeOf(root, one.times)).filter(
      (line) => one.apart === undefined || !line.includes(`/${one.apart}" file`),
    ),
    message: said.join(' / '),
  };
}
