import { type Query, query } from '../../core/query.ts';
import type { Resource } from '../../core/resource.ts';
import { sh } from '../../core/sh.ts';
import { packageProgram } from './package-program.ts';
import { toolPackages } from './tool-packages.ts';

export interface ToolsState {
  readonly missing: readonly string[];
  /** The program that installs packages on the host; empty: none that is known. */
  readonly manager: string;
}

/** Asks which of some programs are missing. In check mode, one whose package would be installed before is not. */
export function toolsState(tools: readonly string[]): Query<ToolsState> {
  const script = sh`${packageProgram}
printf '%s\n' "$m"
for t in ${tools}; do command -v "$t" >/dev/null 2>&1 || printf '%s\n' "$t"; done`;
  return query<ToolsState>(script, {
    reads: tools.length === 0 ? [] : packagesOf(tools),
    parse: ({ stdout }) => {
      const [manager = '', ...missing] = stdout.split('\n');
      return { manager, missing: missing.filter((tool) => tool !== '') };
    },
    afterTouch: (state) => ({ ...state, missing: [] }),
  });
}

function packagesOf(tools: readonly string[]): readonly Resource[] {
  const named = tools.flatMap((tool) => [tool, ...Object.values(toolPackages(tool) ?? {}).flat()]);
  return [...named, 'build-essential', 'gnupg'].map((name) => `package:${name}` as const);
}
