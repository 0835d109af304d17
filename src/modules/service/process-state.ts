import { type Query, query } from '../../core/query.ts';
import { lines, sh } from '../../core/sh.ts';
import { liveProcess } from './live-process.ts';
import type { PidFileParams } from './params.ts';
import { processName } from './process-name.ts';
import { clockAndSelf, processStart } from './process-start.ts';
import type { ProcessFacts, RunState } from './service-state.ts';

/** Asks whether the process of a pid file runs. */
export function processState(manager: PidFileParams): Query<RunState> {
  const { pidFile } = manager;
  const script = lines([
    liveProcess(pidFile, processName(manager)),
    sh`if [ -e "$f" ] && [ ! -r "$f" ]; then echo unreadable; exit 0; fi`,
    sh`if look; then is=process; elif [ -n "$other" ]; then is=other-process; else is=no-process; fi`,
    sh`printf '%s %s %s ' $is ${clockAndSelf}`,
    sh`printf '%s %s %s\n' "$began" "$pid" "$other"`,
  ]);
  return query(script, { reads: [`file:${pidFile}`], parse: ({ stdout }) => parse(stdout.trimEnd()) });
}

function parse(line: string): RunState {
  const [is = '', now = '', self = '', began = '', pid = '', ...other] = line.split(' ');
  const start = processStart(now, self, began);
  return {
    running: is === 'process',
    ...start,
    readSince: start.since,
    manager: factsOf(is, Number(pid), other.join(' ')),
  };
}

function factsOf(is: string, pid: number, command: string): ProcessFacts {
  switch (is) {
    case 'process':
      return { is, pid };
    case 'other-process':
      return { is, pid, command };
    case 'unreadable':
      return { is };
    default:
      return { is: 'no-process' };
  }
}
