import { mkdir } from 'node:fs/promises';
import { aptMirror } from './apt-mirror.ts';
import { baseRecipe } from './base-recipe.ts';
import type { LabSettings } from './lab-settings.ts';
import { pathExists } from './path-exists.ts';
import { runProgram } from './run-program.ts';

interface EnsureOptions {
  readonly onStep: (text: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Makes the base tree unless it is there, and answers its path. It takes about a minute the first time. */
export async function ensureBase(
  { bases, release }: Pick<LabSettings, 'bases' | 'release'>,
  { onStep, signal }: EnsureOptions,
): Promise<string> {
  const recipe = baseRecipe(release);
  const tree = `${bases}/${recipe.name}`;
  if (await pathExists(tree)) return tree;
  onStep(`Making a base tree of Debian ${release} in ${tree} (about a minute, once)`);
  await mkdir(bases, { recursive: true });
  const mirror = (await aptMirror(release, signal)) ?? '';
  const script = ['sh', '-c', recipe.script, 'make-base', tree, release, recipe.packages.join(','), mirror];
  // The script holds the lock itself: should we be killed, the next one waits for what goes on without us.
  await runProgram('flock', [`${bases}/.lock`, ...script], { signal });
  return tree;
}
