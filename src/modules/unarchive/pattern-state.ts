import { type Query, query } from '../../core/query.ts';
import { sh } from '../../core/sh.ts';
import type { UnarchiveParams } from './params.ts';

/** Whether only GNU tar can do what is asked for. Others match patterns in ways of their own, or leave out nothing. */
export function needsGnuTar({ include, exclude }: Pick<UnarchiveParams, 'include' | 'exclude'>): boolean {
  return exclude.length > 0 || include.some(isPattern);
}

/** Asks whether tar is that of GNU. */
export function gnuTarState(): Query<boolean> {
  return query(sh`if tar --version 2>/dev/null | grep -q GNU; then echo GNU; fi`, {
    reads: ['package:tar'],
    parse: ({ stdout }) => stdout.trim() === 'GNU',
    afterTouch: () => true,
  });
}

/** Whether it stands for other names than itself. */
export function isPattern(name: string): boolean {
  return /[*?[\\]/.test(name);
}
