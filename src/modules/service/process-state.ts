import { type Query, query } from '../../core/query.ts';
import { lines, sh } from '../../core/sh.ts';
import { liveProcess } from './live-process.ts';
import type { PidFileParams } from './params.ts';
import { processName } from './process-name.ts';
import type { ProcessFacts, RunState } from './service-state.ts';

/** Linux counts the starts of processes in this, on every architecture but two that are gone. */
const ticksPerSecond = 100;

/**
 * Asks whether the process of a pid file runs. Its start is reckoned from the start of the `cat` that asks, since the
 * time since boot that a container is told need not be the one its processes are counted in.
 */
export function processState(manager: PidFileParams): Query<RunState> {
  const { pidFile } = manager;
  const script = lines([
    liveProcess(pidFile, processName(manager)),
    sh`if [ -e "$f" ] && [ ! -r "$f" ]; then echo unreadable; exit 0; fi`,
    sh`if look; then is=process; elif [ -n "$other" ]; then is=other-process; else is=no-process; fi`,
    sh`printf '%s %s %s ' $is "$(date +%s.%N)" "$(cat /proc/self/stat 2>/dev/null | tr '\n' ' ' | sed 's/.*) //' | cut -d ' ' -f 20)"`,
    sh`printf '%s %s %s\n' "$began" "$pid" "$other"`,
  ]);
  return query(script, { reads: [`file:${pidFile}`], parse: ({ stdout }) => parse(stdout.trimEnd()) });
}

function parse(line: string): RunState {
  const [is = '', now = '', self = '', began = '', pid = '', ...other] = line.split(' ');
  const clock = Number.parseFloat(now);
  const coarse = !/\.\d/.test(now);
  const age = (Number(self) - Number(began) + 1) / ticksPerSecond;
  const since = began === '' || self === '' ? undefined : clock - age;
  return {
    running: is === 'process',
    since,
    readSince: since,
    // The clock was read before: by how much depends on how busy the host is.
    vague: (coarse ? 1 : 0) + 0.5,
    now: clock,
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
