import { posix } from 'node:path';
import { commandOf } from '../core/command.ts';
import { RefusedError } from '../core/errors.ts';
import { defineModule } from '../core/module.ts';
import { lines, type Shell, sh } from '../core/sh.ts';
import { keepFile, putBack } from './shared/keep-file.ts';
import { replaceFile } from './shared/replace-file.ts';
import { type SystemdUnitParams, systemdUnitParams } from './systemd-unit/params.ts';
import { type UnitFileState, unitFileState } from './systemd-unit/unit-file-state.ts';

type UnitChange =
  | { readonly is: 'write'; readonly before: string; readonly after: string }
  | { readonly is: 'remove' | 'reload' | 'mask' | 'unmask' };

interface DesiredUnit extends SystemdUnitParams {
  readonly path: string;
}

const folder = '/etc/systemd/system';

/**
 * A unit of systemd has this file, or this drop-in beside it, and systemd goes by it. Whether it runs and starts with
 * the host is said by `service`, as is a restart when the file has changed (`restartAfter`).
 */
export const systemdUnit = defineModule({
  name: 'systemdUnit',
  summary: 'A unit of systemd has a file of its own or a drop-in, or is masked.',
  example: `systemdUnit('The backup runs at night', {
  name: 'backup.timer',
  content: '[Timer]\\nOnCalendar=03:00\\n\\n[Install]\\nWantedBy=timers.target\\n',
})`,
  params: systemdUnitParams,
  desired: (given): DesiredUnit => ({
    ...given,
    path: given.dropIn === undefined ? `${folder}/${given.name}` : dropInPath(given.name, given.dropIn),
  }),
  inspect: ({ name, path }) => unitFileState(name, path),
  plan: (current, desired): readonly UnitChange[] => {
    if (!current.isSystemd) {
      throw new RefusedError(`There is no systemd that could know ${desired.name}`, {
        hint: 'Use a condition on the facts of the host, or describe the service in another way.',
      });
    }
    const changes = [...fileChanges(current, desired), ...maskChanges(current, desired)];
    return changes.length > 0 || current.needsReload ? [...changes, { is: 'reload' }] : [];
  },
  describe: (change, { path, name }) => {
    if (change.is !== 'write') return { summary: wordsOf(change, path, name) };
    return { summary: `${path} written`, diff: { path, before: change.before, after: change.after } };
  },
  apply: (change, desired, current) =>
    commandOf(scriptOf(change, desired, current), {
      touches: [`unit:${desired.name}`, `file:${placeOf(change, desired)}`],
    }),
  undo: (change, desired, { parent }) => {
    // It is done once the files are back.
    if (change.is === 'reload') return commandOf(sh`:`, { touches: [] });
    const path = placeOf(change, desired);
    const isNew = parent.isThere === 'no' && path === desired.path;
    return commandOf(
      lines([putBack(path), isNew ? sh`rmdir -- ${posix.dirname(path)} 2>/dev/null || :` : sh`:`]),
      { touches: [`unit:${desired.name}`, `file:${path}`] },
    );
  },
  afterUndo: ({ is }, { name }) =>
    is === 'reload' ? commandOf(sh`systemctl daemon-reload`, { touches: [`unit:${name}`] }) : undefined,
});

function dropInPath(unit: string, dropIn: string): string {
  return `${folder}/${unit}.d/${dropIn.endsWith('.conf') ? dropIn : `${dropIn}.conf`}`;
}

/** The file that a change is made to: a mask stands in the place of the unit's own, also where there is a drop-in. */
function placeOf({ is }: UnitChange, { name, path }: DesiredUnit): string {
  return is === 'mask' || is === 'unmask' ? `${folder}/${name}` : path;
}

function fileChanges(current: UnitFileState, { content, state, path }: DesiredUnit): readonly UnitChange[] {
  const isLink = current.path !== path;
  const before = current.content.is === 'text' && !isLink ? current.content.text : '';
  const isThere = current.file.is !== 'absent' && !isLink;
  if (state === 'absent') return isThere ? [{ is: 'remove' }] : [];
  if (content === undefined || (isThere && before === content)) return [];
  return [{ is: 'write', before, after: content }];
}

function maskChanges({ isMasked }: UnitFileState, { masked }: DesiredUnit): readonly UnitChange[] {
  if (masked === undefined || masked === isMasked) return [];
  return [{ is: masked ? 'mask' : 'unmask' }];
}

function wordsOf({ is }: UnitChange, path: string, name: string): string {
  switch (is) {
    case 'write':
      return `${path} written`;
    case 'remove':
      return `${path} removed`;
    case 'reload':
      return 'systemd reads its files again';
    case 'mask':
    case 'unmask':
      return `${name} ${is}ed`;
  }
}

function scriptOf(change: UnitChange, desired: DesiredUnit, { file }: UnitFileState): Shell {
  const { name, path } = desired;
  const kept = sh`${keepFile(placeOf(change, desired))} || exit`;
  switch (change.is) {
    case 'write': {
      const was = file.is === 'file' ? file.mode : undefined;
      const options = { permissions: {}, was, text: change.after, bytes: Buffer.byteLength(change.after) };
      return lines([kept, sh`mkdir -p -- ${posix.dirname(path)} || exit`, replaceFile(path, options)]);
    }
    case 'remove':
      return lines([kept, sh`rm -f -- ${path}`]);
    case 'reload':
      return sh`systemctl daemon-reload`;
    case 'mask':
    case 'unmask':
      return lines([kept, sh`systemctl --no-reload ${change.is} -- ${name}`]);
  }
}
