import { didYouMean } from './did-you-mean.ts';
import { DefinitionError } from './errors.ts';
import { hostOrders } from './host-order.ts';

const known = [
  'name',
  'hosts',
  'order',
  'become',
  'concurrency',
  'atMost',
  'rollout',
  'gate',
  'vars',
  'tasks',
];

/**
 * Throws a DefinitionError for what no play can be made from: types are left out before a playbook runs, so nobody
 * has checked them by then.
 */
export function refuseWrongPlay(options: unknown): void {
  if (typeof options !== 'object' || options === null) {
    throw new DefinitionError(`play(${kindOf(options)}): it takes an object`, { hint: example });
  }
  const given = new Map<string, unknown>(Object.entries(options));
  const { name, hosts } = { name: given.get('name'), hosts: given.get('hosts') };
  if (!isText(name)) throw new DefinitionError(`The name of a play is ${kindOf(name)}, and must be text`);
  const of = `of the play "${name}"`;
  const unknown = [...given.keys()].find((key) => !known.includes(key));
  if (unknown !== undefined) {
    throw new DefinitionError(`The option "${unknown}" ${of} is not known`, {
      hint: `A play has: ${known.join(', ')}.`,
    });
  }
  if (!isText(hosts)) {
    throw new DefinitionError(`The hosts ${of} are ${kindOf(hosts)}, and must be a pattern, which is text`, {
      hint: "Such as hosts: 'web', hosts: 'web:db' or hosts: 'all:!db'.",
    });
  }
  refuseWrongOrder(given.get('order'), of);
  const become = given.get('become');
  if (become !== undefined && typeof become !== 'boolean' && !isText(become)) {
    throw new DefinitionError(
      `become ${of} is ${kindOf(become)}: it must be true, false or the name of a user`,
    );
  }
  const tasks = given.get('tasks');
  if (typeof tasks !== 'function') refuseWrongTasks(tasks, name);
}

function refuseWrongOrder(order: unknown, of: string): void {
  if (order === undefined || hostOrders.some((one) => one === order)) return;
  throw new DefinitionError(`The order ${of} is ${kindOf(order)}`, {
    hint: didYouMean(isText(order) ? order : '', hostOrders),
  });
}

/**
 * Throws a DefinitionError unless this is a list of tasks, groups and transactions, also within those. Its cause says
 * where the play is defined.
 */
export function refuseWrongTasks(
  tasks: unknown,
  play: string,
  cause?: unknown,
): asserts tasks is readonly unknown[] {
  const of = `of the play "${play}"`;
  if (!Array.isArray(tasks)) {
    throw new DefinitionError(`The tasks ${of} are ${kindOf(tasks)}, and must be a list`, {
      hint: tasks === undefined ? 'A function of tasks has to return them.' : example,
      cause,
    });
  }
  for (const [index, node] of tasks.entries()) {
    if (!isNode(node)) {
      throw new DefinitionError(`Number ${index + 1} of the tasks ${of} is ${kindOf(node)}, and no task`, {
        hint: 'Tasks are made by modules, such as packages(…) of drover/modules, and by group(…) and transaction(…).',
        cause,
      });
    }
    if (node.is !== 'task') refuseWrongTasks('tasks' in node ? node.tasks : undefined, play, cause);
  }
}

const example = "Such as play({ name: 'Web', hosts: 'web', tasks: [packages('…', { … })] }).";

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isNode(value: unknown): value is { readonly is: string } {
  if (typeof value !== 'object' || value === null || !('is' in value) || !('options' in value)) return false;
  return value.is === 'task' || value.is === 'group' || value.is === 'transaction';
}

function kindOf(value: unknown): string {
  if (value === undefined || value === null) return value === undefined ? 'not given' : 'null';
  if (Array.isArray(value)) return 'a list';
  if (value === '') return 'empty';
  if (typeof value === 'object') return 'an object';
  return typeof value === 'string' ? `the text "${value}"` : `a ${typeof value}`;
}
