import { type Command, commandOf, dialogue, type Step } from '../core/command.ts';
import { RefusedError } from '../core/errors.ts';
import { defineModule } from '../core/module.ts';
import { all, each, mapQuery } from '../core/query.ts';
import type { Resource } from '../core/resource.ts';
import { type Shell, sh } from '../core/sh.ts';
import { type ServiceParams, serviceParams } from './service/params.ts';
import { processScript } from './service/process-script.ts';
import { processState } from './service/process-state.ts';
import { pauseBeforeStart, reloadDue, restartDue } from './service/restart-due.ts';
import type { ServiceChange } from './service/service-change.ts';
import type { ServiceState } from './service/service-state.ts';
import { unitChanges } from './service/unit-changes.ts';
import { unitName } from './service/unit-name.ts';
import { type UnitAction, unitScript } from './service/unit-script.ts';
import { unitState } from './service/unit-state.ts';
import { changedAt } from './shared/changed-at.ts';

interface DesiredService extends ServiceParams {
  /** Whether what is done in every run was done in this one. */
  readonly asked: { isDone: boolean };
}

/**
 * A service runs or does not, and has been restarted since its files were last changed: a state, so that a restart
 * that was owed when a run died is still owed in the next. When a transaction is taken back, a service that was
 * started or restarted in it is stopped, and one that ran before is started once its files are back. The states
 * `restarted` and `reloaded` are for handlers and for work by hand: they change it in every run.
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
  inspect: ({ name, manager, restartAfter, reloadAfter, asked }) =>
    mapQuery(
      all({
        run: manager.is === 'systemd' ? unitState(name, manager) : processState(manager),
        files: each(restartAfter.map(changedAt)),
        settings: each(reloadAfter.map(changedAt)),
      }),
      ({ run, files, settings }): ServiceState => ({ ...run, files, settings, isDone: asked.isDone }),
    ),
  plan: (current, desired): readonly ServiceChange[] => {
    const { manager } = desired;
    const facts = current.manager;
    if (manager.is === 'systemd' && (facts.is === 'unit' || facts.is === 'no-systemd')) {
      return unitChanges(current, facts, desired, manager);
    }
    return processChanges(current, desired);
  },
  describe: (change, _, { manager }) => ({ summary: wordsOf(change, manager) }),
  apply: (change, desired, current) =>
    asAsked(commandFor(actionOf(change), desired, pauseBeforeStart(current)), change, desired),
  undo: (change, desired) => {
    switch (change.is) {
      case 'start':
      case 'restart':
        return commandFor('stop', desired);
      case 'stop':
        return commandFor('start', desired);
      case 'enable':
        return commandFor('disable', desired);
      case 'disable':
        return commandFor('enable', desired);
      case 'reload':
      case 'daemon-reload':
        // What was read is read again by afterUndo, once the files are back.
        return commandOf(sh`:`, { touches: [] });
    }
  },
  afterUndo: (change, desired) => {
    switch (change.is) {
      case 'restart':
      case 'stop':
        return commandFor('start', desired);
      case 'reload':
        return commandFor('reload-or-restart', desired);
      case 'daemon-reload':
      case 'enable':
      case 'disable':
      case 'start':
        return desired.manager.is === 'systemd' ? commandFor('daemon-reload', desired) : undefined;
    }
  },
});

/** Remembers that what is done in every run is done, so that the next look does not ask for it again. */
function asAsked(command: Command, { is }: ServiceChange, { state, asked }: DesiredService): Step {
  const isAsked = state === 'restarted' || state === 'reloaded';
  if (!isAsked || is === 'enable' || is === 'disable' || is === 'daemon-reload') return command;
  return dialogue(command.touches, async (host) => {
    await host.run(command);
    asked.isDone = true;
  });
}

function processChanges(
  current: ServiceState,
  { name, state }: Pick<ServiceParams, 'name' | 'state'>,
): readonly ServiceChange[] {
  if (current.manager.is === 'unreadable') {
    throw new RefusedError(`The pid file of ${name} may not be read`, { hint: 'Set become to true.' });
  }
  if (state === 'stopped') return current.running ? [{ is: 'stop' }] : [];
  if (!current.running) return [{ is: 'start' }];
  const because = restartDue(current) ?? reloadDue(current);
  const isDue = because !== undefined || (state !== 'started' && !current.isDone);
  return isDue ? [{ is: 'restart', because }] : [];
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

function actionOf(change: ServiceChange): UnitAction {
  return change.is === 'reload' ? 'reload-or-restart' : change.is;
}

function commandFor(action: UnitAction, { name, manager }: ServiceParams, afterSeconds = 0): Command {
  if (manager.is === 'systemd') {
    const unit = unitName(name);
    return commandOf(unitScript(unit, action, afterSeconds), { touches: [`unit:${unit}`] });
  }
  const { pidFile, errorLog, stopTimeoutMs, startTimeoutMs } = manager;
  const log: readonly Resource[] = errorLog === undefined ? [] : [`file:${errorLog}`];
  const script: Shell = processScript(processAction(action), manager, afterSeconds);
  return commandOf(script, {
    touches: [`file:${pidFile}`, `process:${name}`, ...log],
    timeoutMs: stopTimeoutMs + startTimeoutMs + 60_000,
  });
}

function processAction(action: UnitAction): 'start' | 'stop' | 'restart' {
  return action === 'start' || action === 'stop' ? action : 'restart';
}
