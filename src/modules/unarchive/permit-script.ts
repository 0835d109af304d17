import { lines, type Shell, sh } from '../../core/sh.ts';
import type { UnarchiveParams } from './params.ts';

type Permitted = Pick<UnarchiveParams, 'path' | 'owner' | 'group' | 'mode'>;

/**
 * Sets the permissions of all that is in a new tree, which nobody else gets into until `permitDirectory` opens it: a
 * new owner could put something else in the place of what is about to be permitted.
 */
export function permitContents(permitted: Permitted, next: string): Shell {
  const { who, mode } = wanted(permitted);
  return lines([
    sh`was=$(stat -c %a -- ${next}) && chmod -- 0700 ${next} || exit`,
    // Set-id bits are dropped by chown.
    who === '' ? sh`:` : sh`find ${next} -mindepth 1 -exec chown -h -- ${who} {} + || exit`,
    mode === '' ? sh`:` : sh`find ${next} -depth -mindepth 1 ! -type l -exec chmod -- ${mode} {} + || exit`,
  ]);
}

/** Sets the permissions of the new tree itself: of the directory that was there before, or those asked for. */
export function permitDirectory(permitted: Permitted, next: string): Shell {
  const { path } = permitted;
  const { who, mode } = wanted(permitted);
  return sh`if [ -d ${path} ] && [ ! -L ${path} ]; then
{ [ -O ${path} ] && [ -G ${path} ] && [ -G ${next} ]; } 2>/dev/null || chown -- "$(stat -c %u:%g -- ${path})" ${next} || exit
was=$(stat -c %a -- ${path}) && chmod -- "00$was" ${next} || exit
else
${who === '' ? sh`:` : sh`chown -- ${who} ${next} || exit`}
chmod -- "00$was" ${next} || exit
${mode === '' ? sh`:` : sh`chmod -- ${mode} ${next} || exit`}
fi`;
}

function wanted({ owner = '', group, mode }: Permitted): { readonly who: string; readonly mode: string } {
  const who = `${owner}${group === undefined ? '' : `:${group}`}`;
  if (mode === undefined) return { who, mode: '' };
  // By five digits: by four, GNU chmod leaves a directory its set-id bits.
  return { who, mode: typeof mode === 'string' ? `0${mode}` : mode.text };
}
