import type { Reporter } from '../../../core/reporter.ts';
import { terminalOf } from '../../terminal-of.ts';

/** Says on a terminal how many hosts have answered, in one line that is gone at the end. */
export function progressLine(terminal: NodeJS.WriteStream): Reporter {
  let [all, done] = [0, 0];
  const { isLive } = terminalOf(terminal);
  const draw = (text: string) => {
    if (isLive) terminal.write(`\r\u001b[2K${text}`);
  };
  return {
    on: (event) => {
      if (event.is === 'play-started') all = event.hosts.length;
      if (event.is === 'host-finished') done += 1;
      if (event.is === 'run-finished') draw('');
      else if (event.is === 'play-started' || event.is === 'host-finished') draw(`${done} of ${all} hosts`);
    },
  };
}
