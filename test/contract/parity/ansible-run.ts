import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

export interface AnsibleTask {
  readonly module: string;
  readonly params: Readonly<Record<string, unknown>>;
}

export type Outcome = 'changed' | 'ok' | 'failed';

export const ansiblePlaybook = 'ansible-playbook';

const printed = z.object({
  plays: z.array(
    z.object({
      tasks: z.array(
        z.object({
          hosts: z.object({
            localhost: z.object({
              changed: z.boolean().optional(),
              failed: z.boolean().optional(),
              msg: z.unknown().optional(),
            }),
          }),
        }),
      ),
    }),
  ),
});

/** Runs tasks by Ansible on this machine, in one playbook, each to its end whatever becomes of the others. */
export async function ansibleRun(
  directory: string,
  tasks: readonly AnsibleTask[],
): Promise<readonly { readonly outcome: Outcome; readonly message: string }[]> {
  const playbook = join(directory, 'playbook.json');
  // JSON is YAML; what stands in braces would be a template.
  const steps = tasks.map(({ module, params }) => ({ [module]: params, ignore_errors: true }));
  await writeFile(
    playbook,
    JSON.stringify([{ hosts: 'localhost', gather_facts: false, connection: 'local', tasks: steps }]),
  );
  const args = ['-i', 'localhost,', '-e', 'ansible_python_interpreter=/usr/bin/python3', playbook];
  const child = spawn(ansiblePlaybook, args, {
    cwd: directory,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
      HOME: directory,
      LC_ALL: 'C.UTF-8',
      ANSIBLE_STDOUT_CALLBACK: 'json',
      ANSIBLE_PIPELINING: 'true',
      ANSIBLE_NOCOLOR: 'true',
    },
  });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const start = stdout.indexOf('{');
  if (start === -1) throw new Error(`ansible-playbook said no JSON: ${stdout}${stderr}`);
  const { plays } = printed.parse(JSON.parse(stdout.slice(start)));
  return plays.flatMap((play) =>
    play.tasks.map(({ hosts: { localhost } }) => ({
      outcome: outcomeOf(localhost),
      message: JSON.stringify(localhost.msg ?? null),
    })),
  );
}

function outcomeOf({
  failed = false,
  changed = false,
}: {
  failed?: boolean | undefined;
  changed?: boolean | undefined;
}): Outcome {
  if (failed) return 'failed';
  return changed ? 'changed' : 'ok';
}
