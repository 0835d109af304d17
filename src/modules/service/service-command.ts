import { type Command, commandOf } from '../../core/command.ts';
import type { Resource } from '../../core/resource.ts';
import { initScript } from './init-script.ts';
import type { PidFileParams, ServiceParams } from './params.ts';
import { processScript } from './process-script.ts';
import { scriptName } from './script-name.ts';
import type { ServiceState } from './service-state.ts';
import { unitName } from './unit-name.ts';
import { type UnitAction, unitScript } from './unit-script.ts';

/** The command of whoever runs the service. Undefined: there is nothing of the kind to do. */
export function serviceCommand(
  action: UnitAction,
  { name, manager }: ServiceParams,
  { manager: facts }: ServiceState,
  afterSeconds = 0,
): Command | undefined {
  if (manager.is === 'pidfile') return processCommand(action, name, manager, afterSeconds);
  if (facts.is !== 'openrc' && facts.is !== 'sysv') {
    const unit = unitName(name);
    return commandOf(unitScript(unit, action, afterSeconds), { touches: [`unit:${unit}`] });
  }
  if (action === 'daemon-reload') return undefined;
  const script = scriptName(name);
  const runlevel = manager.is === 'openrc' ? manager.runlevel : 'default';
  const own = action === 'reload-or-restart' ? 'reload' : action;
  return commandOf(initScript(script, own, { ...facts, runlevel }, afterSeconds), {
    touches: [`unit:${script}`, `process:${name}`],
  });
}

function processCommand(
  action: UnitAction,
  name: string,
  manager: PidFileParams,
  afterSeconds: number,
): Command | undefined {
  const { pidFile, errorLog, stopTimeoutMs, startTimeoutMs } = manager;
  if (action === 'enable' || action === 'disable' || action === 'daemon-reload') return undefined;
  const log: readonly Resource[] = errorLog === undefined ? [] : [`file:${errorLog}`];
  const own = action === 'reload-or-restart' ? 'restart' : action;
  return commandOf(processScript(own, manager, afterSeconds), {
    touches: [`file:${pidFile}`, `process:${name}`, ...log],
    timeoutMs: stopTimeoutMs + startTimeoutMs + 60_000,
  });
}
