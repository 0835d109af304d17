import type { ChangeView } from '../core/change-view.ts';
import { defineModule } from '../core/module.ts';
import { mapQuery } from '../core/query.ts';
import { applyCronFile, type CronFileChange, planCronFile, undoCronFile } from './cron/cron-file-steps.ts';
import { cronText } from './cron/cron-text.ts';
import { type Crontab, crontab, requireCrontab, writeCrontab } from './cron/crontab-steps.ts';
import { envText } from './cron/env-text.ts';
import { type CronParams, cronLine, cronParams } from './cron/params.ts';
import { type DesiredEdit, type Edited, type EditedFile, editSteps } from './shared/edit-steps.ts';

type CronState = Crontab | { readonly is: 'file'; readonly file: EditedFile };

type CronChange =
  | { readonly is: 'write'; readonly after: string; readonly words: string }
  | { readonly is: 'file'; readonly change: CronFileChange };

/**
 * A user's crontab, or a file of the system, has an entry, or has not. Entries that Ansible made are found by their
 * names. Different from Ansible on purpose: a crontab without a line is removed; a name in `/etc/cron.d` that cron would
 * not read is refused; a variable in a file needs no `user`; and no copy is left, as a transaction takes an entry back.
 */
export const cron = defineModule({
  name: 'cron',
  summary: "A user's crontab or a file of cron has an entry, found by its name, or has not.",
  example:
    "cron('Old logs are removed at night', { name: 'logs', hour: '3', minute: '0', job: 'find /var/log/app -mtime +30 -delete' })",
  params: cronParams,
  desired: (given) => given,
  inspect: (desired) => {
    const { user, cronFile } = desired;
    if (cronFile === undefined) return mapQuery(crontab(user), (found): CronState => found);
    return mapQuery(editSteps.inspect(fileOf(desired)), (file): CronState => ({ is: 'file', file }));
  },
  plan: (current, desired): readonly CronChange[] => {
    if (current.is === 'file') {
      const changes = planCronFile(current.file, fileOf(desired, current.file.isCertain));
      return changes.map((change) => ({ is: 'file', change }));
    }
    if (current.is !== 'crontab' && desired.state === 'absent') return [];
    requireCrontab(current, desired);
    const { text: after, words } = edited(current.text, desired, current.isCertain);
    return after === current.text ? [] : [{ is: 'write', after, words }];
  },
  describe: (change, desired, current) => viewOf(change, desired, current),
  apply: (change, desired, current) =>
    change.is === 'file'
      ? applyCronFile(change.change, fileOf(desired), fileIn(current))
      : writeCrontab(change.after, desired.user),
  undo: (change, desired, current) =>
    change.is === 'file'
      ? undoCronFile(change.change, fileOf(desired), fileIn(current))
      : writeCrontab(current.is === 'file' ? '' : current.text, desired.user),
});

function edited(text: string, given: CronParams, isCertain: boolean): Edited {
  return given.env ? envText(text, given, isCertain) : cronText(text, given.name, cronLine(given));
}

function fileOf(given: CronParams, isCertain = true): DesiredEdit {
  const { cronFile = '', state } = given;
  return {
    path: cronFile.startsWith('/') ? cronFile : `/etc/cron.d/${cronFile}`,
    permissions: {},
    backup: false,
    sensitive: false,
    whenAbsent: state === 'present' ? 'create' : 'leave',
    edit: (text) => edited(text, given, isCertain),
  };
}

function fileIn(current: CronState): EditedFile {
  if (current.is === 'file') return current.file;
  throw new Error('a crontab is no file');
}

function viewOf(change: CronChange, desired: CronParams, current: CronState): ChangeView {
  if (change.is === 'write') {
    const { after, words } = change;
    const before = current.is === 'file' ? '' : current.text.toWellFormed();
    const path = `crontab of ${desired.user ?? 'the user'}`;
    return { summary: words, diff: { path, before, after: after.toWellFormed() } };
  }
  const file = fileOf(desired);
  if (change.change.is !== 'remove') return editSteps.describe(change.change, file);
  const { before, words } = change.change;
  return { summary: words, diff: { path: file.path, before, after: '' } };
}
