import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reporterFor } from '../../src/reporters/index.ts';
import { anyEvent } from '../support/any-event.ts';
import { finished, placeOf, recorded } from '../support/events.ts';

describe('reporterFor', () => {
  it('writes plain lines without colours to what is no terminal', () => {
    let text = '';
    const reporter = reporterFor({ stream: { write: (more: string) => (text += more) } });
    for (const event of recorded([finished(placeOf('web1', 'httpd runs'), { is: 'ok' })])) reporter.on(event);
    expect(text).toBe('✔ ok       httpd runs\n');
  });

  it.each([true, false])('survives any events, with a terminal: %s', async (isTTY) => {
    const run = fc.asyncProperty(fc.array(anyEvent, { maxLength: 40 }), async (events) => {
      let text = '';
      const write = (more: string) => (text += more);
      const stream = { write, columns: 60, rows: 8 };
      const reporter = reporterFor({ stream, isTTY, colours: false, diff: true });
      for (const event of events) reporter.on(event);
      await reporter.end?.();
      // What is left once the screen's own sequences are gone must not be obeyed by a terminal; tabs are of diffs.
      // oxlint-disable-next-line no-control-regex
      expect(text.replace(/\u001b\[(\?\d+[hl]|2K|J|\d+A)|\r(?=\u001b)/g, '')).not.toMatch(/[^\P{Cc}\n\t]/u);
    });
    await fc.assert(run, { numRuns: 300 });
  });

  it('draws the end of any run on a terminal: nothing made it fall silent', async () => {
    const run = fc.asyncProperty(fc.array(anyEvent, { maxLength: 40 }), async (events) => {
      let text = '';
      const stream = { write: (more: string) => (text += more), columns: 60, rows: 8 };
      const reporter = reporterFor({ stream, isTTY: true, colours: false });
      const end = { is: 'run-finished', at: '', tookMs: 0 } as const;
      for (const event of [...events, end]) reporter.on(event);
      await reporter.end?.();
      expect(text.trimEnd().endsWith('.')).toBe(true);
    });
    await fc.assert(run, { numRuns: 300 });
  });
});
