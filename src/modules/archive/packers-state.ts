import { all, mapQuery, type Query, query } from '../../core/query.ts';
import { sh } from '../../core/sh.ts';
import { type ToolsState, toolsState } from '../shared/tools-state.ts';
import { packers } from './pack-script.ts';
import type { ArchiveFormat } from './params.ts';

/** Asks which programs are missing that pack; the xz of busybox, which only unpacks, is as good as none. */
export function packersState(format: ArchiveFormat): Query<ToolsState> {
  const tools = toolsState(packers[format]);
  if (format !== 'xz') return tools;
  const packs = query(sh`! command -v xz >/dev/null 2>&1 || xz -c </dev/null >/dev/null 2>&1 || echo no`, {
    reads: ['package:xz', 'package:xz-utils'],
    parse: ({ stdout }) => stdout.trim() !== 'no',
    afterTouch: () => true,
  });
  return mapQuery(all({ tools, packs }), (seen) =>
    seen.packs ? seen.tools : { ...seen.tools, missing: [...seen.tools.missing, 'xz'] },
  );
}
