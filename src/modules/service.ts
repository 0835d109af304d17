import { type Command, commandOf, dialogue, type Step } from '../core/command.ts';
import { defineModule } from '../core/module.ts';
import { all, each, mapQuery, type Query } from '../core/query.ts';
import { sh } from '../core/sh.ts';
import { initChanges } from './service/init-changes.ts';
import { initState } from './service/init-state.ts';
import { type ServiceParams, serviceParams } from './service/params.ts';
import { processChanges } from './service/process-changes.ts';
import { processState } from './service/process-state.ts';
import { pauseBeforeStart } from './service/restart-due.ts';
import type { ServiceChange } from './service/service-change.ts';
import { serviceCommand } from './service/service-command.ts';
import type { RunState, ServiceState } from './service/service-state.ts';
import { unitChanges } from './service/unit-changes.ts';
import type { UnitAction } from './service/unit-script.ts';
import { unitState } from './service/unit-state.ts';
import { changedAt } from './shared/changed-at.ts';

interface DesiredService extends ServiceParams {
  /** Whether what is done in every run was done in this one, and the host's clock before that was begun. */
  readonly asked: { isDone: boolean; begunAt?: number };
}

/**
 * A service runs or does not, by systemd, OpenRC, an init script or a pid file, and has been restarted since its files
 * were last changed: a state, so that a restart that was owed when a run died is still owed in the next. When a
 * transaction is taken back, a service that was started or restarted in it is stopped, and one that ran before is
 * started once its files are back. The states `restarted` and `reloaded` are for handlers and for work by hand: they
 * change it in every run. An init script says by `status`, with the exit codes of LSB, whether it runs. Different from
 * Ansible on purpose: what cannot reload is restarted; one that is not there counts as stopped; one that ends right after
 * its start has failed; what is masked is refused in a check, too; and a unit without a section `[Install]` cannot be
 * enabled.
 */
export const service = defineModule({
  name: 'service',
  summary: 'A service runs, with its files as they are now, or does not run.',
  example: `service('nginx runs, with its configuration as it is now', {
  name: 'nginx',
  restartAfter: ['/etc/nginx/nginx.conf'],
  manager: { is: 'systemd', enabled: true },
})`,
  params: serviceParams,
  desired: (given): DesiredService => ({ ...given, asked: { isDone: false } }),
  inspect: (desired) =>
    mapQuery(
      all({
        run: runState(desired.name, desired.manager),
        files: each(desired.restartAfter.map(changedAt)),
        settings: each(desired.reloadAfter.map(changedAt)),
      }),
      ({ run, files, settings }): ServiceState => ({ ...run, files, settings, isDone: isDone(desired, run) }),
    ),
  plan: (current, desired): readonly ServiceChange[] => {
    const { manager } = desired;
    const facts = current.manager;
    if (manager.is === 'pidfile') return processChanges(current, desired);
    const isUnit = facts.is === 'unit' || facts.is === 'no-systemd';
    if (isUnit && (manager.is === 'systemd' || manager.is === 'init')) {
      return unitChanges(current, facts, desired, manager);
    }
    const isInit = facts.is === 'openrc' || facts.is === 'sysv' || facts.is === 'no-init';
    if (isInit && manager.is !== 'systemd') return initChanges(current, facts, desired, manager);
    throw new Error(`${manager.is} answered as ${facts.is}`);
  },
  describe: (change, _, { manager }) => ({ summary: wordsOf(change, manager) }),
  apply: (change, desired, current) =>
    asAsked(
      commandFor(actionOf(change), desired, current, pauseBeforeStart(current)),
      change,
      desired,
      current,
    ),
  undo: (change, desired, current) => {
    switch (change.is) {
      case 'start':
      case 'restart':
        return commandFor('stop', desired, current);
      case 'stop':
        return commandFor('start', desired, current);
      case 'enable':
        return commandFor('disable', desired, current);
      case 'disable':
        return commandFor('enable', desired, current);
      case 'reload':
      case 'daemon-reload':
        // What was read is read again by afterUndo, once the files are back.
        return commandOf(sh`:`, { touches: [] });
    }
  },
  afterUndo: (change, desired, current) => {
    switch (change.is) {
      case 'restart':
      case 'stop':
        return commandFor('start', desired, current);
      case 'reload':
        return commandFor('reload-or-restart', desired, current);
      case 'daemon-reload':
      case 'enable':
      case 'disable':
      case 'start':
        return serviceCommand('daemon-reload', desired, current);
    }
  },
});

/** Remembers that what is done in every run is done, so that the next look does not ask for it again. */
function asAsked(
  command: Command,
  { is }: ServiceChange,
  { state, asked }: DesiredService,
  { now }: ServiceState,
): Step {
  const isAsked = state === 'restarted' || state === 'reloaded';
  if (!isAsked || is === 'enable' || is === 'disable' || is === 'daemon-reload') return command;
  return dialogue(command.touches, async (host) => {
    asked.begunAt = now;
    await host.run(command);
    asked.isDone = true;
  });
}

/** When the host was lost before it could say, its clock tells; where that is not known either, it is done again. */
function isDone({ asked, state }: DesiredService, { since, readSince, vague }: RunState): boolean {
  const { begunAt = Number.POSITIVE_INFINITY } = asked;
  const last = state === 'reloaded' ? readSince : since;
  return asked.isDone || (last !== undefined && last + vague >= begunAt);
}

function wordsOf(change: ServiceChange, manager: ServiceState['manager']): string {
  switch (change.is) {
    case 'start':
      return manager.is === 'other-process'
        ? `started (the number in its pid file, ${manager.pid}, belongs to ${manager.command})`
        : 'started';
    case 'stop':
      return 'stopped';
    case 'restart':
      return change.because === undefined
        ? 'restarted'
        : `restarted: ${change.because} changed after its start`;
    case 'reload':
      return change.because === undefined
        ? 'reloaded'
        : `reloaded: ${change.because} changed after it was read`;
    case 'enable':
      return 'started at boot';
    case 'disable':
      return 'no longer started at boot';
    case 'daemon-reload':
      return 'its unit file read again by systemd';
  }
}

function runState(name: string, manager: ServiceParams['manager']): Query<RunState> {
  if (manager.is === 'systemd') return unitState(name, manager);
  return manager.is === 'pidfile' ? processState(manager) : initState(name, manager);
}

function actionOf(change: ServiceChange): UnitAction {
  return change.is === 'reload' ? 'reload-or-restart' : change.is;
}

/** Nothing of the kind to do is a command that does nothing. */
function commandFor(...[action, desired, current, after]: Parameters<typeof serviceCommand>): Command {
  return serviceCommand(action, desired, current, after) ?? commandOf(sh`:`, { touches: [] });
}
