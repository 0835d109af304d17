import { all, mapQuery, type Query, query } from '../../core/query.ts';
import { sh } from '../../core/sh.ts';
import { type ParentState, parentState } from '../shared/parent-state.ts';
import { type TextFile, textFile } from '../shared/text-file.ts';

export interface UnitFileState extends TextFile {
  readonly parent: ParentState;
  readonly isSystemd: boolean;
  readonly isMasked: boolean;
  /** systemd goes by an older file than the one that is there. */
  readonly needsReload: boolean;
}

/** Asks what the file of a unit holds, and how systemd sees the unit. */
export function unitFileState(unit: string, path: string): Query<UnitFileState> {
  const script = sh`[ -d /run/systemd/system ] && command -v systemctl >/dev/null 2>&1 || exit 0
systemctl show --no-pager -p NeedDaemonReload -- ${unit}; echo "State=$(systemctl is-enabled -- ${unit} 2>/dev/null)"`;
  const manager = query(script, {
    reads: [`unit:${unit}`, `file:${path}`],
    parse: ({ stdout }) => ({
      isSystemd: stdout !== '',
      isMasked: /^State=masked/m.test(stdout),
      needsReload: /^NeedDaemonReload=yes/m.test(stdout),
    }),
  });
  return mapQuery(
    all({ file: textFile(path), parent: parentState(path), manager }),
    ({ file, parent, manager }) => ({ ...file, parent, ...manager }),
  );
}
