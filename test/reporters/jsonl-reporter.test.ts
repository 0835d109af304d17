import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { jsonlReporter } from '../../src/reporters/index.ts';
import { anyEvent } from '../support/any-event.ts';
import { placeOf, recorded } from '../support/events.ts';

it('jsonlReporter writes each event as one line that reads back the same and holds no control character', () => {
  fc.assert(
    fc.property(anyEvent, (event) => {
      let text = '';
      jsonlReporter({ write: (more) => (text += more), follow: true }).on(event);
      expect(text.endsWith('\n')).toBe(true);
      expect(text.slice(0, -1)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(event)));
    }),
  );
});

it('jsonlReporter leaves out what commands print, unless that is to be followed', () => {
  const [event] = recorded([
    { is: 'task-output', stream: 'stdout', line: 'make all', omitted: 0, ...placeOf('web1', 'Build') },
  ]);
  const linesOf = (follow: boolean) => {
    const lines: string[] = [];
    const reporter = jsonlReporter({ write: (line) => lines.push(line), follow });
    if (event !== undefined) reporter.on(event);
    return lines;
  };
  expect([linesOf(false), linesOf(true).length]).toEqual([[], 1]);
});
