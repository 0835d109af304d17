import { z } from 'zod';
import { absolutePath } from '../shared/params.ts';

const enabled = z
  .boolean()
  .optional()
  .meta({ description: 'Whether it starts at boot. Default: left as it is.' });

const bySystemd = {
  enabled,
  reload: z.boolean().default(false).meta({
    description:
      'Let it read changed files by `systemctl reload` instead of a restart. Not for a changed unit file or program.',
  }),
};

const init = z.strictObject({ is: z.literal('init'), ...bySystemd });
const systemd = z.strictObject({ is: z.literal('systemd'), ...bySystemd });

const openrc = z.strictObject({
  is: z.literal('openrc'),
  enabled,
  runlevel: z
    .string()
    .regex(/^[A-Za-z0-9_-]+$/, 'must be the name of a runlevel, such as default')
    .default('default')
    .meta({ description: 'In which runlevel it starts at boot.' }),
});

const sysv = z.strictObject({ is: z.literal('sysv'), enabled });

const pidfile = z.strictObject({
  is: z.literal('pidfile'),
  pidFile: absolutePath.meta({ description: 'Where the process writes its number.' }),
  start: z
    .array(z.string().min(1))
    .min(1)
    .meta({ description: 'What starts it, as a list of words. It may detach itself or stay.' }),
  processName: z.string().min(1).optional().meta({
    description:
      'The name of the running program, so that another process with the number of a dead one is not taken for it. Default: the last part of the first word of `start`.',
  }),
  stopSignal: z
    .string()
    .regex(/^(?!SIG)[A-Z][A-Z0-9]*$/, 'is not the name of a signal, such as TERM')
    .default('TERM')
    .meta({ description: 'What asks it to end.' }),
  stopTimeoutMs: z
    .int()
    .positive()
    .default(30_000)
    .meta({ description: 'How long it may take to end before it is killed.' }),
  startTimeoutMs: z
    .int()
    .positive()
    .default(30_000)
    .meta({ description: 'How long it may take until its pid file names it.' }),
  errorLog: absolutePath.optional().meta({
    description:
      'Its log: it also gets what `start` prints, and what is new in it is shown when the start fails.',
  }),
});

/** The parameters of `service`. */
export const serviceParams = z
  .strictObject({
    name: z
      .string()
      .min(1)
      .meta({ description: 'The unit or init script, or how messages call the process.' }),
    state: z.enum(['started', 'stopped', 'restarted', 'reloaded']).default('started').meta({
      description:
        'Whether it runs. restarted and reloaded are done in every run, so they always report a change: for a handler (notify), or by hand. restartAfter and reloadAfter do it only when it is due, also when it was due in a run that died. Who does not run is started, and an init script that knows no reload is restarted.',
    }),
    restartAfter: z.array(absolutePath).default([]).meta({
      description:
        'Files that it reads as it starts: it is restarted when one of them was changed after that. What is not there does not count.',
    }),
    reloadAfter: z.array(absolutePath).default([]).meta({
      description:
        'Files that it reads again when it is reloaded: that is done when one of them was changed, unless it is restarted anyway. Only systemd tells when that was: by others it is restarted.',
    }),
    manager: z
      .discriminatedUnion('is', [init, systemd, openrc, sysv, pidfile])
      .default({ is: 'init', reload: false })
      .meta({
        description:
          'Who runs it. Default: `init`, whoever runs the host: systemd, OpenRC, or init scripts (sysv).',
      }),
  })
  .refine(
    ({ manager, name }) => manager.is === 'pidfile' || /^[A-Za-z0-9:_.\\@][A-Za-z0-9:_.\\@-]*$/.test(name),
    {
      path: ['name'],
      message: 'is not the name of a unit',
    },
  );

export type ServiceParams = z.output<typeof serviceParams>;
export type SystemdParams = z.output<typeof systemd> | z.output<typeof init>;
/** Who runs services by scripts in /etc/init.d. */
export type InitParams = z.output<typeof init> | z.output<typeof openrc> | z.output<typeof sysv>;
export type PidFileParams = z.output<typeof pidfile>;
