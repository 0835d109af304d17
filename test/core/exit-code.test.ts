import { describe, expect, it } from 'vitest';
import type { HostOutcome, RunEvent } from '../../src/core/event.ts';
import { exitCodeOf } from '../../src/core/exit-code.ts';
import { nothingYet, type RunResult, reduce } from '../../src/core/result.ts';

function resultOf(outcomes: readonly HostOutcome[], more: Partial<RunResult> = {}): RunResult {
  const ended = outcomes.map((outcome, index): RunEvent => {
    return { is: 'host-finished', at: '', play: 'Web', host: `h${index}`, outcome, report: [] };
  });
  return { ...ended.reduce(reduce, nothingYet), ...more };
}

function failureIn(play: string): RunEvent {
  const error = { code: 'command', message: 'no' } as const;
  const place = { play, host: 'h0', id: '1', name: 'Task', within: [], module: 'command' };
  return { is: 'task-finished', at: '', ...place, outcome: { is: 'failed', error }, tookMs: 1 };
}

const reporterErrors = [{ code: 'internal', message: 'no room' } as const];
const stopped = { mode: 'all', verdict: 'stop', lost: ['h0'] } as const;

describe('exitCodeOf', () => {
  it.each([
    [['ok', 'unreachable', 'failed'], 1],
    [['ok', 'unreachable'], 3],
    [['ok'], 0],
    [[], 0],
    [['ok', 'cancelled'], 130],
  ] as const)('of hosts that ended %j is %i', (outcomes, code) => {
    expect(exitCodeOf(resultOf(outcomes))).toBe(code);
  });

  it('of a run that somebody ended is 130, though a host had failed', () => {
    const drained = reduce(resultOf(['failed', 'unreachable', 'cancelled']), { is: 'draining', at: '' });
    expect(exitCodeOf(drained)).toBe(130);
    expect(exitCodeOf({ ...drained, reporterErrors })).toBe(130);
  });

  it('of a run that nobody ended in time to change anything is that of its hosts', () => {
    expect(exitCodeOf(resultOf(['ok', 'failed'], { cancelled: true }))).toBe(1);
  });

  it('of a failure budget that is used up is that of the hosts that were lost', () => {
    expect(exitCodeOf(resultOf(['failed', 'cancelled']))).toBe(1);
    expect(exitCodeOf(resultOf(['unreachable', 'cancelled']))).toBe(3);
  });

  it('of a reporter that failed is 1', () => {
    expect(exitCodeOf(resultOf(['ok', 'unreachable'], { reporterErrors }))).toBe(1);
  });

  it('of a gate that ended the run is 3, unless a host had failed by a task before it', () => {
    const gated = { ...stopped, mode: 'gate', play: 'Gate' } as const;
    const codeAfterFailureIn = (play: string) =>
      exitCodeOf(reduce(resultOf(['failed', 'cancelled'], { preflight: gated }), failureIn(play)));
    expect([codeAfterFailureIn('Gate'), codeAfterFailureIn('Web')]).toEqual([3, 1]);
  });

  it('of a preflight that ended the run is 3, though hosts had no turn', () => {
    expect(exitCodeOf(resultOf(['failed', 'cancelled'], { preflight: stopped }))).toBe(3);
    expect(exitCodeOf(resultOf(['failed', 'cancelled'], { preflight: stopped, reporterErrors }))).toBe(1);
  });
});
