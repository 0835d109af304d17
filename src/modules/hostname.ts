import { z } from 'zod';
import { commandOf } from '../core/command.ts';
import { defineModule } from '../core/module.ts';
import { query } from '../core/query.ts';
import { type Shell, sh } from '../core/sh.ts';

interface HostnameState {
  /** What the kernel says now. */
  readonly running: string;
  /** What it will be after the next start; empty where no file says so. */
  readonly atStart: string;
}

interface HostnameChange {
  readonly is: 'running' | 'atStart';
  readonly from: string;
}

const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/i;

const params = z.strictObject({
  name: z
    .string()
    .max(64, 'Linux takes 64 characters at most')
    .regex(label, 'must be letters, digits and hyphens, in parts with dots between')
    .meta({ description: 'The name of the host: of its own, or with its domain (hostname(7)).' }),
});

/** The host has a name, now and after its next start (`/etc/hostname`). What `/etc/hosts` says is left alone. */
export const hostname = defineModule({
  name: 'hostname',
  summary: 'The host has a name, now and after its next start.',
  example: "hostname('The host knows its name', { name: 'web1.example.com' })",
  params,
  desired: (given) => given,
  inspect: () =>
    query(sh`cat /proc/sys/kernel/hostname && { head -n 1 /etc/hostname 2>/dev/null || echo; }`, {
      reads: ['file:/etc/hostname', 'file:/proc/sys/kernel/hostname'],
      parse: ({ stdout }): HostnameState => {
        const [running = '', atStart = ''] = stdout.split('\n');
        return { running, atStart };
      },
    }),
  plan: (current, { name }): readonly HostnameChange[] =>
    (['atStart', 'running'] as const)
      .filter((is) => current[is] !== name)
      .map((is) => ({ is, from: current[is] })),
  describe: ({ is, from }, { name }) => ({
    summary: is === 'running' ? `${from} → ${name}` : `/etc/hostname says ${name}`,
  }),
  apply: (change, { name }) => naming(change, name),
  undo: (change) => naming(change, change.from),
});

function naming({ is }: HostnameChange, name: string) {
  if (is === 'running')
    return commandOf(sh`hostname -- ${name} 2>/dev/null || hostname ${name}`, {
      touches: ['file:/proc/sys/kernel/hostname'],
    });
  return commandOf(written(name), { touches: ['file:/etc/hostname'] });
}

/** Beside the file and then moved; empty: there was none. */
function written(name: string): Shell {
  if (name === '') return sh`rm -f /etc/hostname`;
  return sh`umask 022 && printf '%s\n' ${name} >/etc/hostname.drover && mv -f /etc/hostname.drover /etc/hostname`;
}
