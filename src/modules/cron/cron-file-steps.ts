import { commandOf, type Step } from '../../core/command.ts';
import { type Shell, sh } from '../../core/sh.ts';
import { type DesiredEdit, type EditedFile, editSteps } from '../shared/edit-steps.ts';
import { keepFile, putBack } from '../shared/keep-file.ts';

type Edit = ReturnType<typeof editSteps.plan>[number];

/** What becomes of a file of the system: it is edited, or goes with its last line. */
export type CronFileChange =
  | Edit
  | { readonly is: 'remove'; readonly before: string; readonly words: string };

/** What has to be done to a file of the system. */
export function planCronFile(current: EditedFile, desired: DesiredEdit): readonly CronFileChange[] {
  return editSteps.plan(current, desired).map((change) => {
    const goes = change.is === 'edit' && change.before !== undefined && change.after === '';
    return goes
      ? { is: 'remove', before: change.before ?? '', words: `${change.words}, and the file with it` }
      : change;
  });
}

/** How it is done. */
export function applyCronFile(change: CronFileChange, desired: DesiredEdit, current: EditedFile): Step {
  if (change.is !== 'remove') return editSteps.apply(change, desired, current);
  return onFile(current, sh`${keepFile(current.path)} && rm -f -- ${current.path}`);
}

/** The way back. */
export function undoCronFile(change: CronFileChange, desired: DesiredEdit, current: EditedFile): Step {
  if (change.is !== 'remove') return editSteps.undo(change, desired, current);
  return onFile(current, putBack(current.path));
}

function onFile({ path }: EditedFile, script: Shell): Step {
  return commandOf(script, { touches: [`file:${path}`] });
}
