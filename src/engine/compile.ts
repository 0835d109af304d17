import { DefinitionError } from '../core/errors.ts';
import type { Host, Inventory } from '../core/host.ts';
import { inOrder } from '../core/host-order.ts';
import type { Play, Work } from '../core/play.ts';
import type { Scope } from '../core/scope.ts';
import type { GroupOptions, Task, TaskNode, Transaction } from '../core/task.ts';
import { knownTags } from './known-tags.ts';
import { type BecomeDefaults, loginUser, userOf } from './login-user.ts';
import { playProblems } from './play-problems.ts';
import { refuseWrongTags } from './refuse-wrong-tags.ts';
import type { Condition, HostPlan, PlannedNode, PlannedPlay, PlannedTask, RunPlan } from './run-plan.ts';
import { tasksOf } from './run-plan.ts';
import { isChosen, type TagChoice } from './tags.ts';

export interface CompileChoice extends TagChoice, BecomeDefaults {}

interface Surroundings {
  readonly id: string;
  readonly within: readonly string[];
  readonly tags: readonly string[];
  readonly user: string | undefined;
  readonly when: readonly Condition[];
  readonly ignoresErrors: boolean;
}

/**
 * Turns plays and an inventory into all that will be done. Pure, but for a play whose hosts are shuffled. Throws a DefinitionError that names every wrong
 * variable and parameter it found, so that nothing is touched by a playbook that cannot be carried out, and a
 * NothingMatchedError for tags that no task bears.
 */
export function compile(plays: readonly Play[], inventory: Inventory, choice: CompileChoice): RunPlan {
  const problems = playProblems();
  const known = new Set<string>();
  const planned = plays.map((play): PlannedPlay => {
    const hosts = inOrder(inventory.select(play.hosts), play.order);
    const plans = hosts.flatMap((host) => {
      try {
        const work = play.workOf(host, hosts);
        for (const tag of knownTags(work.tasks)) known.add(tag);
        return [hostPlan(play, host, work, choice)];
      } catch (error) {
        if (!(error instanceof DefinitionError)) throw error;
        problems.add(play.name, host.name, error);
        return [];
      }
    });
    return {
      name: play.name,
      concurrency: play.concurrency,
      atMost: play.atMost,
      rollout: play.rollout,
      isGate: play.gate && plans.some(({ nodes }) => nodes.length > 0),
      hosts: plans,
    };
  });
  problems.end();
  if (planned.some(({ hosts }) => hosts.length > 0)) refuseWrongTags(choice, known, planned);
  return { plays: planned };
}

function hostPlan(play: Play, host: Host, work: Work, choice: CompileChoice): HostPlan {
  const { tasks, report = nothing, findings = nothing } = work;
  const top: Surroundings = {
    id: '',
    within: [],
    tags: [],
    user: loginUser(play.become, host, choice),
    when: [],
    ignoresErrors: false,
  };
  const own = planNodes(tasks, top, choice);
  const nodes = [
    ...own,
    ...planHandlers(tasksOf(own), { ...top, within: ['handlers'] }, { before: tasks.length, choice }),
  ];
  refuseTwice(tasksOf(nodes).map(({ task }) => task));
  return { host, nodes, report, findings: nodes.length === 0 ? nothing : findings };
}

const nothing = (): readonly never[] => [];

/** Handlers stand after all other tasks, and may notify others themselves. */
function planHandlers(
  notifying: readonly PlannedTask[],
  around: Surroundings,
  { before, choice }: { readonly before: number; readonly choice: CompileChoice },
): readonly PlannedTask[] {
  const handlers: PlannedTask[] = [];
  const known = [...notifying];
  for (const { task } of known) {
    for (const handler of notifiedBy(task)) {
      if (handlers.some((one) => one.task === handler)) continue;
      const isNotified = ({ changed }: Scope) => {
        const notifiers = known.filter((one) => notifiedBy(one.task).includes(handler));
        return anyChanged(notifiers, changed);
      };
      const notified = condition(isNotified, 'nothing notified it');
      const place = { index: before + handlers.length, choice };
      const inner = enter(handler, { ...around, when: [notified] }, place);
      const planned: PlannedTask = { ...inner, is: 'task', within: around.within, task: handler };
      handlers.push(planned);
      known.push(planned);
    }
  }
  return handlers;
}

/** That one surely changed something outweighs any doubt about another; without it, the doubt is raised. */
function anyChanged(tasks: readonly PlannedTask[], changed: Scope['changed']): boolean {
  const doubts: unknown[] = [];
  for (const { task } of tasks) {
    try {
      if (changed(task)) return true;
    } catch (doubt) {
      doubts.push(doubt);
    }
  }
  if (doubts.length > 0) throw doubts[0];
  return false;
}

function notifiedBy({ options: { notify = [] } }: Task): readonly Task[] {
  return 'is' in notify ? [notify] : notify;
}

function condition(holds: (scope: Scope) => boolean, otherwise = 'its condition does not hold'): Condition {
  return { holds, otherwise };
}

function planNodes(
  nodes: readonly TaskNode[],
  around: Surroundings,
  choice: CompileChoice,
): readonly PlannedNode[] {
  return nodes.flatMap((node, index): readonly PlannedNode[] => {
    const inner = enter(node, around, { index, choice });
    if (node.is === 'task') {
      return isChosen(inner.tags, choice)
        ? [{ ...inner, is: 'task', within: around.within, task: node }]
        : [];
    }
    if (node.is === 'transaction' && inner.ignoresErrors) throw notTakenBack(node, around);
    const planned = planNodes(node.tasks, inner, choice);
    if (node.is === 'group' || planned.length === 0) return planned;
    return [{ is: 'transaction', name: node.name, nodes: planned }];
  });
}

function enter(
  { name, options }: { readonly name: string; readonly options: GroupOptions },
  around: Surroundings,
  { index, choice }: { readonly index: number; readonly choice: CompileChoice },
): Surroundings {
  return {
    id: around.id === '' ? String(index + 1) : `${around.id}.${index + 1}`,
    within: [...around.within, name],
    tags: [...around.tags, ...(options.tags ?? [])],
    user: options.become === undefined ? around.user : userOf(options.become, choice),
    when: options.when === undefined ? around.when : [...around.when, condition(options.when)],
    ignoresErrors: options.ignoreErrors ?? around.ignoresErrors,
  };
}

function notTakenBack({ name }: Transaction, { within }: Surroundings): DefinitionError {
  return new DefinitionError(
    `The transaction "${name}" would never be taken back: the group "${within.at(-1)}" around it ignores errors`,
    { hint: 'Give ignoreErrors to the tasks that may fail, or take the transaction out of the group.' },
  );
}

function refuseTwice(tasks: readonly Task[]): void {
  const twice = tasks.find((task, index) => tasks.indexOf(task) !== index);
  if (twice === undefined) return;
  throw new DefinitionError(`The task "${twice.name}" stands in the play twice: make it twice, or once`);
}
