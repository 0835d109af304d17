import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { json, text } from 'node:stream/consumers';
import { z } from 'zod';
import { type Case, limitsIn } from './case.ts';

/** Whether Debian's ansible-core is here. On CI it must be. */
export const hasAnsible = existsSync('/usr/bin/ansible-inventory') || process.env['CI'] === 'true';

const answers = z.array(
  z.union([
    z.object({
      list: z.string(),
      graph: z.string(),
      graphVars: z.string().optional(),
      patterns: z.array(z.union([z.array(z.string()), z.object({ error: z.string() })])),
      limits: z.array(z.array(z.string())),
      warnings: z.array(z.string()),
    }),
    z.object({ error: z.string(), warnings: z.array(z.string()) }),
  ]),
);

export type ReferenceAnswer = z.output<typeof answers>[number];

/** What Ansible makes of inventories, each in a directory of its own: all in one process, as a start takes half a second. */
export async function referenceAnswers(
  cases: readonly { readonly given: Case; readonly directory: string }[],
): Promise<readonly ReferenceAnswer[]> {
  const asked = cases.map(({ given, directory }) => ({
    ...given,
    sources: given.sources.map((source) => (source.includes(',') ? source : resolve(directory, source))),
    limits: limitsIn(given, directory),
    playbookDirectory: given.playbookDirectory && resolve(directory, given.playbookDirectory),
  }));
  // By its path: Debian's Python is the one that has Debian's Ansible.
  const child = spawn('/usr/bin/python3', [join(import.meta.dirname, 'reference.py')], {
    env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end(JSON.stringify(asked));
  const stderr = text(child.stderr);
  try {
    return answers.parse(await json(child.stdout));
  } catch (cause) {
    throw new Error(`Ansible did not answer: ${await stderr}`, { cause });
  }
}
