import type { Controller } from '../../core/scope.ts';
import { type LocalArchive, localArchive } from './local-archive.ts';
import type { UnarchiveParams } from './params.ts';

/** What a directory should hold. */
export interface DesiredUnpacking extends UnarchiveParams {
  /** All that has a say in what is unpacked, beside the archive: one line, kept in the stamp. */
  readonly how: string;
  /** The archive, where it is on the controller. */
  readonly here: LocalArchive | undefined;
}

/** Looks at the archive where it is on the controller. */
export async function desiredUnpacking(
  given: UnarchiveParams,
  { directory }: Pick<Controller, 'directory'>,
): Promise<DesiredUnpacking> {
  const here = given.from === 'controller' ? await localArchive(given.src, directory) : undefined;
  return { ...given, how: howOf(given), here };
}

function howOf({ strip, keepOwner, include, exclude, owner, group, mode }: UnarchiveParams): string {
  const words = [
    `strip ${strip}`,
    ...(keepOwner ? ['owners kept'] : []),
    ...(include.length === 0 ? [] : [`include ${JSON.stringify(include)}`]),
    ...(exclude.length === 0 ? [] : [`exclude ${JSON.stringify(exclude)}`]),
    ...(owner === undefined ? [] : [`owner ${owner}`]),
    ...(group === undefined ? [] : [`group ${group}`]),
    ...(mode === undefined ? [] : [`mode ${typeof mode === 'string' ? mode : mode.text}`]),
  ];
  return words.join(', ');
}
