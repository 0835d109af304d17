import { z } from 'zod';
import { DefinitionError } from './errors.ts';
import type { Host } from './host.ts';
import type { GateFinding } from './host-check.ts';
import type { HostOrder } from './host-order.ts';
import { refuseWrongPlay, refuseWrongTasks } from './refuse-wrong-play.ts';
import { type Rollout, refuseWrongRollout } from './rollout.ts';
import type { Scope } from './scope.ts';
import type { TaskNode } from './task.ts';
import { WrongVariables } from './wrong-variables.ts';

/** What a play's tasks are made from: the host, and its variables as the play's schema gives them. */
export interface PlayScope<Vars> {
  readonly host: Host;
  readonly vars: Vars;
  /** All hosts of the play. */
  readonly hosts: readonly Host[];
}

/** The tasks of one host, and what a person should read when all of them went well. */
export interface Work {
  readonly tasks: readonly TaskNode[];
  readonly report?: (scope: Scope) => readonly string[];
  /** Of a gate: what was found, told in one table for all hosts. With one that stops, the host does not end well. */
  readonly findings?: (scope: Scope) => readonly GateFinding[];
}

export interface PlayOptions<Vars extends z.ZodType> {
  readonly name: string;
  /** A pattern, as in Ansible: `web`, `web:&stage`, `all:!db`. */
  readonly hosts: string;
  /** In which order hosts have their turns. Default: as the inventory has them. */
  readonly order?: HostOrder;
  /** `true`: as root, by sudo. A string: as that user. Default: what the run says, which is by default false. */
  readonly become?: boolean | string;
  /** Hosts at a time; no more than the run says. Default: what that says, or 20. */
  readonly concurrency?: number;
  /**
   * At most so many hosts at a time of those that share something: a group, a name in their `drover_limits`, or
   * `bastion:NAME`. What the run says holds too.
   */
  readonly atMost?: Readonly<Record<string, number>>;
  /** In which waves, and how many hosts may be lost before no other begins. What the run says stands over it. */
  readonly rollout?: Rollout;
  /**
   * Nothing comes after the play unless all its hosts end well in it; with `allowPartial` of the run, those that do not
   * are left out instead. All its hosts are looked at, whatever the rollout says; its tasks should change nothing.
   * Default: false.
   */
  readonly gate?: boolean;
  /** The variables that the play uses; a host whose variables do not match fails before anything is connected. */
  readonly vars?: Vars;
  readonly tasks: readonly TaskNode[] | ((scope: PlayScope<z.output<Vars>>) => readonly TaskNode[] | Work);
}

/** Tasks for the hosts of a pattern. */
export interface Play {
  readonly is: 'play';
  readonly name: string;
  readonly hosts: string;
  readonly order: HostOrder;
  /** Undefined: as the run says. */
  readonly become: boolean | string | undefined;
  readonly concurrency: number | undefined;
  readonly atMost: Readonly<Record<string, number>>;
  readonly rollout: Rollout;
  readonly gate: boolean;
  /** The schema of its variables, for the documentation; undefined: none was given. */
  readonly vars?: z.ZodType | undefined;
  /** The tasks of one host. Throws a DefinitionError when its variables or a task's parameters are wrong. */
  readonly workOf: (host: Host, hosts: readonly Host[]) => Work;
}

/**
 * Defines a play. Throws a DefinitionError when it is none. Its variables are checked, and its tasks made, for each
 * host before anything is connected.
 */
export function play<Vars extends z.ZodType = z.ZodRecord<z.ZodString, z.ZodUnknown>>(
  options: PlayOptions<Vars>,
): Play {
  refuseWrongPlay(options);
  const {
    name,
    hosts,
    order = 'inventory',
    become,
    concurrency,
    atMost = {},
    rollout = {},
    gate = false,
    tasks,
  } = options;
  refuseWrongRollout(rollout);
  const definedHere = new Error(`The play "${name}" is defined here`);
  return {
    is: 'play',
    name,
    hosts,
    order,
    become,
    concurrency,
    atMost,
    rollout,
    gate,
    vars: options.vars,
    workOf: (host, all) => {
      const vars = varsOf(options, host);
      const made = typeof tasks === 'function' ? tasks({ host, vars, hosts: all }) : tasks;
      // A function without types may return nothing at all.
      const work = made !== undefined && 'tasks' in made ? made : { tasks: made };
      if (typeof tasks === 'function') refuseWrongTasks(work.tasks, name, definedHere);
      if (!gate && 'findings' in work) {
        throw new DefinitionError(`The play "${name}" has findings, and is no gate`, {
          hint: 'Give it gate: true.',
        });
      }
      return work;
    },
  };
}

function varsOf<Vars extends z.ZodType>({ name, vars }: PlayOptions<Vars>, host: Host): z.output<Vars> {
  // Without a schema, Vars is its default: a record of whatever the inventory holds.
  const result = (vars ?? z.record(z.string(), z.unknown())).safeParse(host.vars);
  if (result.success) return result.data as z.output<Vars>;
  throw new WrongVariables(host, name, result.error);
}
