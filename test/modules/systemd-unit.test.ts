import { describe, expect, it } from 'vitest';
import type { UnitFileState } from '../../src/modules/systemd-unit/unit-file-state.ts';
import { systemdUnit } from '../../src/modules/systemd-unit.ts';
import { runHere } from '../support/local-host.ts';

const { spec } = systemdUnit;
const path = '/etc/systemd/system/herd.service';
const content = '[Service]\nExecStart=/bin/true\n';
const there: UnitFileState = {
  path,
  file: {
    is: 'file',
    size: content.length,
    sha256: undefined,
    mode: '0644',
    owner: 'root',
    uid: 0,
    group: 'root',
    gid: 0,
    modified: 0,
  },
  content: { is: 'text', text: content },
  isCertain: true,
  parent: { path: '/etc/systemd/system', isThere: 'yes' },
  isSystemd: true,
  isMasked: false,
  needsReload: false,
};
const absent = { file: { is: 'absent' }, content: { is: 'none' } } as const;
const masked = { ...absent, path: '/dev/null', isMasked: true };
const again = 'systemd reads its files again';

describe('the plan for a unit', () => {
  it.each<[string, object, Partial<UnitFileState>, readonly string[]]>([
    ['as it is', { content }, {}, []],
    ['that is not there yet', { content }, absent, [`${path} written`, again]],
    ['with another content', { content: `${content}# more\n` }, {}, [`${path} written`, again]],
    ['that systemd has not read', { content }, { needsReload: true }, [again]],
    ['that should go', { state: 'absent' }, {}, [`${path} removed`, again]],
    ['that is gone', { state: 'absent' }, absent, []],
    ['to be masked', { masked: true }, absent, ['herd.service masked', again]],
    ['that is masked', { masked: true }, masked, []],
    ['to be masked no more', { masked: false }, masked, ['herd.service unmasked', again]],
    [
      'with a drop-in',
      { dropIn: 'more', content },
      { ...absent, path: `${path}.d/more.conf` },
      [`${path}.d/more.conf written`, again],
    ],
  ])('%s', async (_, given, seen, words) => {
    const params = spec.params.parse({ name: 'herd.service', ...given });
    const host = { name: 'here', groups: [], vars: {} };
    const desired = await spec.desired(params, { directory: '/', host });
    const current = { ...there, ...seen };
    const changes = spec.plan(current, desired);
    expect(changes.map((change) => spec.describe(change, desired, current).summary)).toEqual(words);
  });
});

it.each(['mask', 'unmask'] as const)('a %s is of the unit itself, also beside a drop-in', async (is) => {
  const params = spec.params.parse({ name: 'herd.service', dropIn: 'more', content, masked: is === 'mask' });
  const desired = await spec.desired(params, {
    directory: '/',
    host: { name: 'here', groups: [], vars: {} },
  });
  for (const step of [spec.apply({ is }, desired, there), spec.undo?.({ is }, desired, there)]) {
    expect(step).toMatchObject({ touches: ['unit:herd.service', `file:${path}`] });
    expect(JSON.stringify(step)).not.toContain('more.conf');
  }
});

it.each([
  [{ name: 'herd', content }, 'name: must be the name of a unit with its kind'],
  [{ name: 'a/b.service', content }, 'name: must be the name of a unit with its kind'],
  [{ content: 'ExecStart=/bin/true\n' }, 'content: must begin with a section'],
  [{}, 'content: is missing'],
  [{ content, state: 'absent' } as const, 'content: has no meaning where the file is absent'],
  [{ content, masked: true }, 'masked: a unit that is masked has /dev/null'],
  [{ content, dropIn: '../more' }, 'dropIn: must be a plain name'],
])('%j is refused', (given, says) => {
  expect(() => systemdUnit('u', { name: 'herd.service', ...given })).toThrow(says);
});

it('is refused on a host without systemd', async () => {
  const current = { ...there, isSystemd: false };
  const params = spec.params.parse({ name: 'herd.service', content });
  expect(() => spec.plan(current, { ...params, path })).toThrow(
    'There is no systemd that could know herd.service',
  );
  const { outcomes } = await runHere([systemdUnit('u', { name: 'herd.service', content })], { check: true });
  expect(outcomes['u']).toMatch(/^(changed|failed: There is no systemd)/);
});
