import { randomBytes } from 'node:crypto';
import { posix } from 'node:path';
import { z } from 'zod';
import { commandOf } from '../core/command.ts';
import { RefusedError } from '../core/errors.ts';
import { defineModule } from '../core/module.ts';
import { mapQuery } from '../core/query.ts';
import { sh } from '../core/sh.ts';
import { absolutePath } from './shared/params.ts';
import { pathState } from './shared/path-state.ts';

const params = z.strictObject({
  parent: absolutePath.default('/tmp').meta({ description: 'Where it is made. Default: /tmp.' }),
  prefix: z
    .string()
    .regex(/^[^/\0]{1,100}$/, 'must be the beginning of a file name')
    .default('drover.')
    .meta({ description: 'How its name begins.' }),
});

/**
 * A fresh directory that no other user can enter; its `path` is in the state of the task, for the tasks behind it. In
 * a transaction that fails it is removed with all that is in it; else by a last task, such as
 * `file('…', ({ state }) => ({ path: state(work).path, state: 'absent' }))`. Each run makes another, as with Ansible's
 * tempfile: so it always counts as changed.
 */
export const tempDir = defineModule({
  name: 'tempDir',
  summary: 'There is a fresh directory for the tasks behind it.',
  example: "tempDir('There is room to work in', { parent: '/var/tmp', prefix: 'build.' })",
  params,
  desired: ({ parent, prefix }) => ({
    path: posix.join(parent, `${prefix}${randomBytes(8).toString('hex')}`),
    parent,
  }),
  inspect: ({ path }) => mapQuery(pathState(path), ({ is }) => ({ path, is })),
  plan: ({ is }, { path }): readonly 'make'[] => {
    if (is === 'directory') return [];
    if (is === 'absent') return ['make'];
    throw new RefusedError(`${path} is in the way`, { hint: 'Run again: the name will be another.' });
  },
  describe: (_, { parent }) => ({ summary: `fresh directory in ${parent}` }),
  apply: (_, { path }) => commandOf(sh`mkdir -m 700 -- ${path}`, { touches: [`file:${path}`] }),
  undo: (_, { path }) => commandOf(sh`rm -rf -- ${path}`, { touches: [`file:${path}`] }),
});
