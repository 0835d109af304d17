import { z } from 'zod';
import { defineModule } from '../core/module.ts';
import { knownHostsText } from './known-host/known-hosts-text.ts';
import { editParams } from './shared/edit-params.ts';
import { type DesiredEdit, editSteps } from './shared/edit-steps.ts';
import { whenAbsent } from './shared/when-absent.ts';

const key = z
  .string()
  .regex(/^(?:(?:sk-)?(?:ssh|ecdsa)-[a-z0-9@.-]+)\s+AAAA[A-Za-z0-9+/]+=*(?:\s.*)?$/)
  .transform((line) => line.split(/\s+/).slice(0, 2).join(' '));

const { path, mode, owner, group, backup } = editParams;

const params = z
  .strictObject({
    name: z
      .string()
      .regex(
        /^(?:[A-Za-z0-9_.:-]+|\[[A-Za-z0-9_.:-]+\]:[0-9]+)$/,
        'must be a name or address, with a port as [name]:2222',
      )
      .transform((name) => name.toLowerCase().replace(/^\[(.+)\]:22$/, '$1'))
      .meta({ description: 'The host by name or address; with another port than 22: `[name]:2222`.' }),
    key: z
      .union(
        [key, z.array(key).min(1)],
        'must be a public key without the name of its host, such as "ssh-ed25519 AAAA…"',
      )
      .transform((keys) => [...new Set([keys].flat())])
      .optional()
      .meta({
        description:
          'One or more public keys. One of a type that the host has another of takes its place. Left out with `absent`: all.',
      }),
    state: z
      .enum(['present', 'absent'])
      .default('present')
      .meta({ description: 'Whether the host is known by these keys.' }),
    hash: z.boolean().default(false).meta({
      description: 'Hide the name as a hash. Without it, a name that is hashed stays so.',
    }),
    path: path.default('/etc/ssh/ssh_known_hosts').meta({
      description: 'The file: that of all users, or one such as `/home/ada/.ssh/known_hosts`.',
    }),
    mode,
    owner,
    group,
    backup,
  })
  .refine(({ state, key: keys }) => state === 'absent' || keys !== undefined, {
    path: ['key'],
    error: 'is needed with state present',
  })
  .refine(({ key: keys = [], state }) => state === 'absent' || isOneOfEach(keys), {
    path: ['key'],
    error: 'holds two keys of one type: a host has one of each',
  });

/**
 * ssh knows a host by its keys, or no longer, as `known_hosts` of Ansible has it. Names with `*` and lines with a marker
 * such as `@revoked` are left alone. Different on purpose: a key is given without the name of its host; of a line with
 * several names only the one is taken out; and no copy is left beside the file, unless `backup` asks for one.
 */
export const knownHost = defineModule({
  name: 'knownHost',
  summary: 'ssh knows a host by its keys, or no longer.',
  example: `knownHost('The forge is known', {
  name: 'git.example.com',
  key: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINThNQDMSx/s8NOEmbTMC/8A1dswbIiNy+dZZ6r3mpMx',
})`,
  params,
  desired: ({ name, key: keys = [], state, hash, ...given }): DesiredEdit => ({
    path: given.path,
    permissions: { mode: given.mode, owner: given.owner, group: given.group },
    validate: undefined,
    backup: given.backup,
    sensitive: false,
    whenAbsent: whenAbsent(state, true),
    edit: (text) => knownHostsText(text, { name, keys, state, hash }),
  }),
  ...editSteps,
});

function isOneOfEach(keys: readonly string[]): boolean {
  return new Set(keys.map((one) => one.split(' ')[0])).size === keys.length;
}
