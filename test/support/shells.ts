import { spawnSync } from 'node:child_process';

const every = ['dash', 'bash', 'busybox sh', 'mksh'];

/** The shells that can be tried here; in CI that is all of them. */
export const shells: readonly string[] =
  process.env['CI'] === 'true'
    ? every
    : every.filter((shell) => spawnSync('sh', ['-c', `command -v ${shell.split(' ')[0]}`]).status === 0);
