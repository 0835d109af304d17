import { describe, expect, it } from 'vitest';
import { OutputGate, type ToldLine } from '../../src/engine/output-gate.ts';

function gate() {
  const told: ToldLine[] = [];
  let nowMs = 0;
  const opened = new OutputGate({ tell: (one) => told.push(one), now: () => nowMs });
  const print = (many: number) => {
    for (let index = 0; index < many; index++) opened.onLine('y', 'stdout');
  };
  const wait = (ms: number) => {
    nowMs += ms;
  };
  return { told, print, wait, end: () => opened.end(), line: opened.onLine };
}

describe('what a task prints', () => {
  it('is told line by line, with the output it came on', () => {
    const { told, line, end } = gate();
    line('make all', 'stdout');
    line('a warning', 'stderr');
    end();
    expect(told).toEqual([
      { line: 'make all', stream: 'stdout', omitted: 0 },
      { line: 'a warning', stream: 'stderr', omitted: 0 },
    ]);
  });

  it('is told in part when it is a flood: so much at once, a little each second, and the last line', () => {
    const { told, print, wait, line, end } = gate();
    print(1_000_000);
    const atOnce = told.length;
    wait(10_000);
    print(1_000_000);
    const afterTenSeconds = told.length - atOnce;
    line('the end', 'stdout');
    end();
    expect(atOnce).toBeLessThan(11_000);
    expect(afterTenSeconds).toBeGreaterThan(500);
    expect(afterTenSeconds).toBeLessThan(1_000);
    expect(told.at(-1)?.line).toBe('the end');
    expect(told.reduce((sum, { omitted }) => sum + 1 + omitted, 0)).toBe(2_000_001);
  });

  it('is of no interest any more when the task is over', () => {
    const { told, line, end } = gate();
    end();
    line('late', 'stdout');
    expect(told).toEqual([]);
  });
});
