import { type Query, query } from '../../core/query.ts';
import type { Resource } from '../../core/resource.ts';
import { type Shell, sh } from '../../core/sh.ts';
import type { SystemdParams } from './params.ts';
import type { RunState } from './service-state.ts';
import { unitName } from './unit-name.ts';

const properties = [
  'LoadState',
  'ActiveState',
  'UnitFileState',
  'NeedDaemonReload',
  'InactiveExitTimestamp',
  'StateChangeTimestamp',
].join(',');

const folders = [
  '/etc/systemd/system',
  '/run/systemd/system',
  '/usr/lib/systemd/system',
  '/lib/systemd/system',
];

/**
 * Asks systemd about a unit. Its own clock times are taken, as it prints them for UTC: times since boot cannot be
 * turned into clock times once the machine has slept. Before systemd 247 they are whole seconds.
 */
export function unitState(name: string, { reload }: Pick<SystemdParams, 'reload'>): Query<RunState> {
  return query<RunState>(sh`${isSystemd} || exit 0; ${unitLook(name)}`, {
    reads: unitReads(name),
    parse: ({ stdout }) => unitAnswer(stdout, reload),
    afterTouch: comingUnit,
  });
}

/** Succeeds where systemd runs the host. */
export const isSystemd: Shell = sh`{ [ -d /run/systemd/system ] && command -v systemctl >/dev/null 2>&1; }`;

/** Prints what systemd says of a unit. */
export function unitLook(name: string): Shell {
  const unit = unitName(name);
  return sh`date +%s.%N
TZ=UTC0 systemctl show --no-pager --timestamp=us -p ${properties} -- ${unit} 2>/dev/null ||
TZ=UTC0 systemctl show --no-pager -p ${properties} -- ${unit}`;
}

export function unitReads(name: string): readonly Resource[] {
  const unit = unitName(name);
  const files = [unit, `${unit}.d`].flatMap((file) =>
    folders.map((folder): Resource => `file:${folder}/${file}`),
  );
  return [`unit:${unit}`, ...files];
}

/** In check mode: what something before may bring. */
export function comingUnit(state: RunState): RunState {
  return state.manager.is === 'unit' && state.manager.load === 'not-found'
    ? { ...state, manager: { ...state.manager, load: 'coming' } }
    : state;
}

/** What systemd has printed; nothing: it does not run this host. */
export function unitAnswer(stdout: string, reload: boolean): RunState {
  const [now = '', ...rest] = stdout.split('\n');
  const values = new Map(rest.map((line) => [line.replace(/=.*/s, ''), line.replace(/^[^=]*=/, '')]));
  const valueOf = (property: string) => values.get(property) ?? '';
  const active = valueOf('ActiveState');
  // The start of the start, since a program may read its files at any time after that. A reload is seen only by the
  // last change of state, which is its end.
  const [begun, read] = ['InactiveExitTimestamp', 'StateChangeTimestamp'].map((name) =>
    momentOf(valueOf(name)),
  );
  const since = reload ? read : begun;
  return {
    running: ['active', 'reloading', 'refreshing'].includes(active),
    since: since?.at,
    readSince: read?.at,
    vague: since?.vague ?? 0,
    now: Number.parseFloat(now),
    manager: {
      is: now === '' ? 'no-systemd' : 'unit',
      load: valueOf('LoadState'),
      file: valueOf('UnitFileState'),
      active,
      needsDaemonReload: valueOf('NeedDaemonReload') === 'yes',
    },
  };
}

function momentOf(text: string): { readonly at: number; readonly vague: number } | undefined {
  const [, day, time, fraction] = /(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(\.\d+)?/.exec(text) ?? [];
  if (day === undefined || time === undefined) return undefined;
  const seconds = Date.parse(`${day}T${time}Z`) / 1000;
  return fraction === undefined ? { at: seconds, vague: 1 } : { at: seconds + Number(fraction), vague: 0 };
}
