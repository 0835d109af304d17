import { z } from 'zod';
import { commandOf, type Step } from '../core/command.ts';
import { RefusedError } from '../core/errors.ts';
import { defineModule } from '../core/module.ts';
import { all, type Query, query } from '../core/query.ts';
import { sh } from '../core/sh.ts';
import { type DesiredEdit, type EditedFile, editSteps } from './shared/edit-steps.ts';
import { absolutePath } from './shared/params.ts';
import { whenAbsent } from './shared/when-absent.ts';
import { settingName, settingPath } from './sysctl/setting-name.ts';
import { sysctlText } from './sysctl/sysctl-text.ts';

interface SysctlState {
  readonly file: EditedFile;
  /** What the kernel has now; undefined where it knows no such setting. */
  readonly running: string | undefined;
}

type SysctlChange =
  | { readonly is: 'file'; readonly change: ReturnType<typeof editSteps.plan>[number] }
  | { readonly is: 'running'; readonly from: string };

const params = z
  .strictObject({
    name: z
      .string()
      .regex(
        /^[a-z0-9_]+([./][A-Za-z0-9_:-]+)+$/,
        'must be the name of a setting, such as net.ipv4.ip_forward',
      )
      .transform(settingName)
      .meta({
        description:
          'A setting of the kernel: `net.ipv4.ip_forward`. A dot in a part of it is a slash: `net.ipv4.conf.eth0/100.rp_filter`.',
      }),
    value: z
      .union([z.string().min(1), z.number()])
      .transform((value) => String(value).trim().replace(/\s+/g, ' '))
      .optional()
      .meta({ description: 'Its value.' }),
    state: z
      .enum(['present', 'absent'])
      .default('present')
      .meta({ description: 'With `absent` the file no longer says it; the kernel keeps what it has.' }),
    path: absolutePath
      .default('/etc/sysctl.d/90-drover.conf')
      .meta({ description: 'The file that sets it when the host starts. Made when it is not there.' }),
    running: z
      .boolean()
      .default(true)
      .meta({ description: 'Whether the kernel gets the value now, not only at the next start.' }),
  })
  .refine(({ state, value }) => (state === 'present') === (value !== undefined), {
    path: ['value'],
    error: 'is needed with state present, and has no meaning with absent',
  });

type Params = z.output<typeof params>;
type Desired = Params & { readonly edit: DesiredEdit };

/**
 * A setting of the kernel has a value, now and after the next start (sysctl(8), sysctl.d(5)). Different from Ansible on
 * purpose: a line that is written has spaces around `=`, and other lines stay as they are.
 */
export const sysctl = defineModule({
  name: 'sysctl',
  summary: 'A setting of the kernel has a value, now and after the next start.',
  example: "sysctl('A flood of SYN does no harm', { name: 'net.ipv4.tcp_syncookies', value: 1 })",
  params,
  desired: (given): Desired => ({ ...given, edit: editOf(given) }),
  inspect: (desired): Query<SysctlState> =>
    all({ file: editSteps.inspect(desired.edit), running: running(desired.name) }),
  plan: (current, desired): readonly SysctlChange[] => {
    const changes = editSteps
      .plan(current.file, desired.edit)
      .map((change) => ({ is: 'file', change }) as const);
    const { value } = desired;
    if (!desired.running || value === undefined || current.running === value) return changes;
    if (current.running !== undefined) return [...changes, { is: 'running', from: current.running }];
    throw new RefusedError(`The kernel has no setting ${desired.name}`, {
      hint: 'Is its module loaded? Set running to false to have it set when the host starts.',
    });
  },
  describe: (change, { edit, value = '', name }) =>
    change.is === 'file'
      ? editSteps.describe(change.change, edit)
      : { summary: `${name} ${change.from} → ${value}` },
  apply: (change, { edit, name, value = '' }, { file }): Step =>
    change.is === 'file' ? editSteps.apply(change.change, edit, file) : setting(name, value),
  undo: (change, { edit, name }, { file }): Step =>
    change.is === 'file' ? editSteps.undo(change.change, edit, file) : setting(name, change.from),
});

function editOf({ name, value, state, path }: Params): DesiredEdit {
  return {
    path,
    permissions: {},
    validate: undefined,
    backup: false,
    sensitive: false,
    whenAbsent: whenAbsent(state, true),
    edit: (text) => sysctlText(text, name, value),
  };
}

function running(name: string): Query<string | undefined> {
  return query(sh`cat ${settingPath(name)} 2>/dev/null || :`, {
    reads: [`file:${settingPath(name)}`],
    parse: ({ stdout }) => (stdout === '' ? undefined : stdout.trim().replace(/\s+/g, ' ')),
  });
}

function setting(name: string, value: string): Step {
  return commandOf(sh`printf '%s\n' ${value} >${settingPath(name)}`, {
    touches: [`file:${settingPath(name)}`],
  });
}
