import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Task } from '../../../src/core/task.ts';
import { type MachineCopy, machineCopy, noMachineCopy } from '../../support/machine-copy.ts';
import { type AnsibleTask, ansiblePlaybook, ansibleRun, type Outcome } from './ansible-run.ts';
import { documentationOf } from './documentation-of.ts';

/** A task that changes a whole system: each side has a copy of this machine of its own. */
export interface SystemCase {
  readonly title: string;
  /** A script that makes what both sides find. */
  readonly before: string;
  readonly ansible: AnsibleTask;
  readonly ours: Task;
  /** Why both differ on purpose, in words that stand in the documentation of the module. */
  readonly differs?: string;
}

export interface SystemSuite {
  /** The file of our module, whose documentation must name what differs. */
  readonly source: string;
  /** What the machine must have. */
  readonly programs: readonly string[];
  /** A script that is run once, and one that takes away what a case has left. */
  readonly begin: string;
  readonly reset: string;
  /** A script that prints all that a case may change. */
  readonly look: string;
}

interface Side {
  /** Of the first run, and of a second one behind it. */
  readonly outcomes: readonly Outcome[];
  readonly looks: readonly string[];
  readonly message: string;
}

const hasAnsible = spawnSync(ansiblePlaybook, ['--version']).status === 0;

/** Runs each case by Ansible's module and by ours, twice each, and compares what they say and what they leave. */
export function systemParity(suite: SystemSuite, cases: readonly SystemCase[]): void {
  const why = hasAnsible ? noMachineCopy(suite.programs) : noMachineCopy([ansiblePlaybook]);
  describe(`${suite.source} and Ansible, on whole systems`, () => {
    let copy: MachineCopy | undefined;
    let theirs: readonly Side[] = [];
    beforeAll(async () => {
      if (why !== undefined) return;
      await using other = await machineCopy();
      theirs = await byAnsible(other, suite, cases);
      copy = await machineCopy();
      await copy.on(suite.begin);
    }, 600_000);
    afterAll(() => copy?.[Symbol.asyncDispose]());

    it.for(cases.map((one, index) => [one.title, one, index] as const))(
      '%s',
      async ([, one, index], { skip }) => {
        if (copy === undefined) return skip(why);
        const { message: said, ...them } = theirs[index] ?? { message: 'not run' };
        const { message, ...us } = await byUs(copy, suite, one);
        if (one.differs === undefined) {
          expect(us, `Ansible: ${said}; ours: ${message}`).toEqual(them);
          return;
        }
        expect(us, `no difference any more: ${one.differs}`).not.toEqual(them);
        expect(us.outcomes[1], message).toBe(us.outcomes[0] === 'failed' ? 'failed' : 'ok');
        expect(await documentationOf(suite.source)).toContainEqual(expect.stringContaining(one.differs));
      },
    );
  });
}

async function byAnsible(
  copy: MachineCopy,
  { begin, reset, look }: SystemSuite,
  cases: readonly SystemCase[],
): Promise<readonly Side[]> {
  const script = (cmd: string): AnsibleTask => ({ module: 'shell', params: { cmd } });
  const own = cases.map(({ before, ansible }) => [
    script(`${reset}\n${before}`),
    ansible,
    script(look),
    ansible,
    script(look),
  ]);
  await copy.on(begin);
  const results = await ansibleRun('/var/tmp/controller', own.flat(), { shell: copy.shell });
  return cases.map((_, index) => {
    const [, first, firstLook, second, secondLook] = results.slice(5 * index, 5 * index + 5);
    const both = [first, second].filter((one) => one !== undefined);
    return {
      outcomes: both.map(({ outcome }) => outcome),
      looks: [firstLook, secondLook].map((one) => one?.stdout.trimEnd() ?? ''),
      message: both.map(({ message }) => message).join(' / '),
    };
  });
}

async function byUs(copy: MachineCopy, { reset, look }: SystemSuite, one: SystemCase): Promise<Side> {
  await copy.on(`${reset}\n${one.before}`);
  const said: string[] = [];
  const looks: string[] = [];
  for (let run = 0; run < 2; run += 1) {
    const { outcomes } = await copy.runThere([one.ours]);
    said.push(Object.values(outcomes)[0] ?? 'not run');
    looks.push((await copy.on(look)).trimEnd());
  }
  // The first word is all that Ansible has words for.
  return { outcomes: said.map((each) => each.split(':')[0] as Outcome), looks, message: said.join(' / ') };
}
