import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

export interface AnsibleTask {
  readonly module: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** Only says what it would do. */
  readonly check?: boolean;
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
              stdout: z.string().optional(),
            }),
          }),
        }),
      ),
    }),
  ),
});

export interface AnsibleResult {
  readonly outcome: Outcome;
  readonly message: string;
  /** What a command has printed. */
  readonly stdout: string;
}

interface Where {
  readonly shell?: string;
  readonly vars?: Readonly<Record<string, unknown>>;
}

const command = `mkdir -p "$1" && cd "$1" && cat >playbook.json && exec ${ansiblePlaybook} -i localhost, -e \
ansible_python_interpreter=/usr/bin/python3 playbook.json </dev/null`;

/** Where Debian puts it. */
const hasMitogen = existsSync('/usr/lib/python3/dist-packages/ansible_mitogen');

/**
 * Runs tasks by Ansible on this machine, in one playbook, each to its end whatever becomes of the others. By a `shell`
 * of a copy of this machine they are run there, and by `vars` that say how to connect on another host. On this machine
 * itself Mitogen runs Ansible's modules, if it is there: they are the same, without a Python to be started for each.
 */
export async function ansibleRun(
  directory: string,
  tasks: readonly AnsibleTask[],
  { shell, vars }: Where = {},
): Promise<readonly AnsibleResult[]> {
  const isPlain = shell === undefined && vars === undefined;
  // JSON is YAML; what stands in braces would be a template.
  const steps = tasks.map(({ module, params, check = false }) => ({
    [module]: params,
    ignore_errors: true,
    ...(check ? { check_mode: true } : {}),
  }));
  const child = spawn(shell ?? 'sh', ['-c', command, 'sh', directory], {
    stdio: 'pipe',
    env: {
      PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
      HOME: directory,
      LC_ALL: 'C.UTF-8',
      ANSIBLE_STDOUT_CALLBACK: 'json',
      ANSIBLE_PIPELINING: 'true',
      ANSIBLE_STRATEGY: isPlain && hasMitogen ? 'mitogen_linear' : 'linear',
      ANSIBLE_NOCOLOR: 'true',
    },
  });
  child.stdin.end(
    JSON.stringify([
      { hosts: 'localhost', gather_facts: false, connection: 'local', vars: vars ?? {}, tasks: steps },
    ]),
  );
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const start = stdout.indexOf('{');
  if (start === -1) throw new Error(`ansible-playbook said no JSON: ${stdout}${stderr}`);
  const { plays } = printed.parse(JSON.parse(stdout.slice(start)));
  return plays.flatMap((play) =>
    play.tasks.map(({ hosts: { localhost } }) => ({
      outcome: outcomeOf(localhost),
      message: JSON.stringify(localhost.msg ?? null),
      stdout: localhost.stdout ?? '',
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
