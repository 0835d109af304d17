import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Asked, judge } from '../../../src/engine/preflight/judge.ts';
import { type Room, type Told, toldBy } from '../../../src/engine/preflight/questions.ts';

const now = 1_800_000_000_000;

function asked(told: Partial<Told>, times: Partial<Asked> = {}): Asked {
  const all: Told = { clock: now / 1000, missing: [], rooms: [], ...told };
  return { user: undefined, told: all, askedAtMs: now, answeredAtMs: now + 100, ...times };
}

const room = (directory: string, freeBytes: number, isWritable = true): Room => ({
  directory,
  isWritable,
  freeBytes,
});

const words = (findings: readonly { readonly message: string }[]) => findings.map(({ message }) => message);

describe('room to write', () => {
  it('that is gone is a problem, and little of it a warning', () => {
    const { problems, warnings } = judge([
      asked({ rooms: [room('/', 0), room('/tmp', 42_300_000), room('/root', 100_000_000)] }),
    ]);
    expect(words(problems)).toEqual(['There is no room left in /']);
    expect(words(warnings)).toEqual(['42 MB are left in /tmp']);
  });

  it('is not missed where nobody may write, as on an image that is always full', () => {
    expect(judge([asked({ rooms: [room('/', 0, false)] })])).toMatchObject({ problems: [], warnings: [] });
  });

  it('is as little as the user with the least has', () => {
    const { figures, problems } = judge([
      asked({ rooms: [room('/tmp', 5_000_000_000)] }, { user: 'root' }),
      asked({ rooms: [room('/tmp', 0)] }),
    ]);
    expect(figures.freeBytes).toEqual({ '/tmp': 0 });
    expect(words(problems)).toEqual(['There is no room left in /tmp']);
  });
});

describe('the clock of a host', () => {
  it.each([
    [0, []],
    [4, []],
    [-4, []],
    [60, ['Its clock is 59 s ahead of ours']],
    [-60, ['Its clock is 59 s behind ours']],
  ])('%i s ahead: %j', (seconds, warnings) => {
    expect(words(judge([asked({ clock: now / 1000 + seconds })]).warnings)).toEqual(warnings);
  });

  it('is not blamed for how long the answer took', () => {
    const slow = { askedAtMs: now, answeredAtMs: now + 25_000 };
    expect(judge([asked({ clock: now / 1000 + 12 }, slow)]).figures.clockAheadMs).toBe(0);
  });

  it('is never said to differ by more than it does', () => {
    const ms = fc.integer({ min: -100_000, max: 100_000 });
    const some = fc.integer({ min: 0, max: 5_000 });
    fc.assert(
      fc.property(ms, some, some, some, (aheadMs, fraction, there, back) => {
        const askedAtMs = now + fraction;
        const clock = Math.floor((askedAtMs + there + aheadMs) / 1000);
        const told = asked({ clock }, { askedAtMs, answeredAtMs: askedAtMs + there + back });
        const said = judge([told]).figures.clockAheadMs ?? 0;
        expect(Math.abs(said)).toBeLessThanOrEqual(Math.abs(aheadMs));
        expect(said * aheadMs).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('may be unknown', () => {
    const { figures, warnings } = judge([asked({ clock: undefined })]);
    expect(figures).not.toHaveProperty('clockAheadMs');
    expect(warnings).toEqual([]);
  });
});

describe('tools', () => {
  it('that a user lacks are named, and the user', () => {
    const { problems } = judge([asked({ missing: ['stat', 'sha256sum'] }, { user: 'app' })]);
    expect(problems).toMatchInlineSnapshot(`
      [
        {
          "about": "tools",
          "hint": "Install coreutils or busybox; look at PATH. Without them modules cannot look at files.",
          "message": "stat, sha256sum are not there for app, or not as modules need them",
        },
      ]
    `);
  });
});

describe('answers', () => {
  it('of a host that says nothing claim nothing', () => {
    expect(toldBy({ stdout: '', stderr: '' })).toEqual({ clock: undefined, missing: [], rooms: [] });
  });

  it('hold the room of each directory, whatever the name of its device', () => {
    const stdout = [
      '1800000000',
      'stat sha256sum ',
      'w /',
      '- /home/a b',
      '',
      'Filesystem 1024-blocks Used Available Capacity Mounted on',
      '//nas 1/share 2 3 200 100 100 50% /',
      'overlay 0 0 -5 - /home/a b',
      '',
    ].join('\n');
    expect(toldBy({ stdout, stderr: '' })).toEqual({
      clock: 1_800_000_000,
      missing: ['stat', 'sha256sum'],
      rooms: [room('/', 102_400), room('/home/a b', 0, false)],
    });
  });

  it('of df that do not fit what was asked are left out', () => {
    const stdout = '1\n\nw /\nw /tmp\n\nFilesystem\n/dev/sda 9 9 9 9% /\n';
    expect(toldBy({ stdout, stderr: '' }).rooms).toEqual([]);
  });
});
