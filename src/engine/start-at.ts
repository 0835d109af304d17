import { type HostPlan, type PlannedNode, type RunPlan, tasksOf } from './run-plan.ts';

/**
 * The plan from the first task of a name on, in which `*` stands for any text and `?` for one letter; undefined when
 * there is no such task. Plays before it are left out, and so are, in its play, hosts that do not have it.
 */
export function startAt({ plays }: RunPlan, name: string): RunPlan | undefined {
  const first = plays.findIndex(({ hosts }) => hosts.some((plan) => hasTask(plan.nodes, name)));
  const [begun, ...after] = first === -1 ? [] : plays.slice(first);
  if (begun === undefined) return undefined;
  return { plays: [{ ...begun, hosts: begun.hosts.flatMap((plan) => remaining(plan, name)) }, ...after] };
}

function remaining(plan: HostPlan, name: string): readonly HostPlan[] {
  return hasTask(plan.nodes, name) ? [{ ...plan, nodes: nodesFrom(plan.nodes, name) }] : [];
}

function nodesFrom(nodes: readonly PlannedNode[], name: string): readonly PlannedNode[] {
  const index = nodes.findIndex((node) => hasTask([node], name));
  const node = nodes[index];
  if (node === undefined) return [];
  const rest = node.is === 'task' ? node : { ...node, nodes: nodesFrom(node.nodes, name) };
  return [rest, ...nodes.slice(index + 1)];
}

function hasTask(nodes: readonly PlannedNode[], name: string): boolean {
  return tasksOf(nodes).some(({ task }) => task.name === name || isMatch(task.name, name));
}

/** Whether the name is as the pattern says, in which `*` stands for any text and `?` for one letter. */
function isMatch(task: string, pattern: string): boolean {
  const escaped = pattern.replaceAll(/[\\^$.+()[\]{}|]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's').test(task);
}
