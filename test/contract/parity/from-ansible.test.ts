import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';

const ansibleDoc = 'ansible-doc';
const listed = spawnSync(ansibleDoc, ['-l', '-j', 'ansible.builtin'], { encoding: 'utf8' });

it.skipIf(listed.status !== 0 && process.env['CI'] !== 'true')(
  'every module of ansible.builtin has a row on the page for those who come from Ansible',
  () => {
    const page = readFileSync(resolve(import.meta.dirname, '../../../docs/from-ansible.md'), 'utf8');
    // One that is deprecated has an underscore before its name.
    const names = Object.keys(z.record(z.string(), z.string()).parse(JSON.parse(listed.stdout))).map((name) =>
      name.replace('ansible.builtin._', 'ansible.builtin.'),
    );
    expect(names.length).toBeGreaterThan(60);
    expect(names.filter((name) => !page.includes(`\n| \`${name}\` | `))).toEqual([]);
  },
);
