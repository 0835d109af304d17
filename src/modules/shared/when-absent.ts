import type { DesiredEdit } from './edit-steps.ts';

/** What to do when the file is not there that something should be in, or should not be in. */
export function whenAbsent(state: 'present' | 'absent', create: boolean): DesiredEdit['whenAbsent'] {
  if (state === 'absent') return 'leave';
  return create ? 'create' : 'refuse';
}
