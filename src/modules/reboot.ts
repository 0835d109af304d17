import { z } from 'zod';
import { dialogue } from '../core/command.ts';
import { RefusedError } from '../core/errors.ts';
import { defineModule } from '../core/module.ts';
import { type BootState, bootState } from './reboot/boot-state.ts';
import { restartHost } from './reboot/restart-host.ts';
import { shellScript } from './shared/shell-params.ts';

const params = z.strictObject({
  onlyWhenRequired: z.boolean().default(false).meta({
    description:
      'Restart only a host that asks for it: by `/run/reboot-required`, `/run/reboot-needed` or `needs-restarting`.',
  }),
  timeoutMs: z
    .number()
    .int()
    .positive()
    .default(10 * 60_000)
    .meta({ description: 'How long it may take until the host is back. Default: 10 minutes.' }),
  preRebootDelayMs: z
    .number()
    .int()
    .nonnegative()
    .default(0)
    .meta({ description: 'How long to wait before the host is restarted.' }),
  postRebootDelayMs: z.number().int().nonnegative().default(0).meta({
    description:
      'How long to wait, once the host was told to restart, before it is looked whether it is back; `timeoutMs` begins then.',
  }),
  test: shellScript.optional().meta({
    description: 'Must succeed before the host counts as back: sh`systemctl is-active app`. It is repeated.',
  }),
  command: shellScript.optional().meta({
    description: 'What restarts the host. Default: systemctl, shutdown or reboot, as there is.',
  }),
});

interface DesiredReboot extends z.output<typeof params> {
  /** The starts of the host that this task has brought about. */
  readonly reached: Set<string>;
}

/**
 * The host has restarted since this task began, which is seen by its boot id; the tasks behind meet the new start. It
 * restarts in each run, as with Ansible, unless `onlyWhenRequired`. There is no way back from it. Different from Ansible
 * on purpose: `preRebootDelayMs` is waited here, and so is not rounded to minutes.
 */
export const reboot = defineModule({
  name: 'reboot',
  summary: 'The host has restarted, and is back.',
  example: "reboot('The new kernel runs', { onlyWhenRequired: true })",
  params,
  desired: (given): DesiredReboot => ({ ...given, reached: new Set() }),
  inspect: bootState,
  plan: (current: BootState, { onlyWhenRequired, reached }): readonly 'restart'[] => {
    if (reached.has(current.bootId) || (onlyWhenRequired && !current.isRequired)) return [];
    if (current.bootId === '') {
      throw new RefusedError('The host has no boot id, so no restart of it could be seen', {
        hint: 'Only Linux with /proc has one. Restart it by a task command.',
      });
    }
    if (!current.isController) return ['restart'];
    throw new RefusedError('The host is the machine that Drover runs on, or a container of it', {
      hint: 'Restart it from another machine.',
    });
  },
  describe: (_, __, { isRequired }) => ({
    summary: isRequired ? 'restarted, as the host asks for it' : 'restarted',
  }),
  apply: (_, { reached, ...how }, { bootId: from }) =>
    dialogue('everything', async (host) => {
      reached.add(await restartHost(host, { ...how, from }));
    }),
});
