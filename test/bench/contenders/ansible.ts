import { execFile } from 'node:child_process';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Job } from '../job.ts';
import { templatePath, templateText } from '../template-text.ts';
import { taskCount, type Work } from '../work.ts';
import type { Contender } from './contender.ts';
import { writeInventory } from './write-inventory.ts';

const run = promisify(execFile);

/** Ansible as its documentation tunes it: pipelining, connections that persist, as many forks as hosts. */
export function ansible(name: 'ansible' | 'mitogen'): Contender {
  const strategy = name === 'ansible' ? 'linear' : 'mitogen_linear';
  return {
    name,
    is: 'peer',
    does: () => true,
    prepare: async (job) => {
      const inventory = await writeInventory(job);
      const playbook = join(job.directory, 'playbook.json');
      const template = join(job.directory, 'template.j2');
      await writeFile(template, templateText(templateValue));
      await writeFile(playbook, JSON.stringify([playOf(job, template)]));
      await writeFile(join(job.directory, 'ansible.cfg'), '');
      await writeFile(knownHosts(job), job.targets.map(knownHost).join(''));
      await mkdir(controlDirectory(job), { recursive: true, mode: 0o700 });
      return {
        command: ['ansible-playbook', '-i', inventory, playbook],
        environment: environmentOf(job, strategy),
      };
    },
    hostsDone: ({ stdout }, { work }) => {
      const rows = [...stdout.matchAll(/^host\d+ +: ok=(\d+) .*unreachable=0 +failed=0/gm)];
      return rows.filter(([, ok]) => Number(ok) === taskCount(work)).length;
    },
    cleanUp: async (job) => {
      const directory = controlDirectory(job);
      for (const socket of await readdir(directory)) {
        // It may be gone already, with its connection.
        await run('ssh', ['-o', `ControlPath=${join(directory, socket)}`, '-O', 'exit', 'host']).catch(
          () => {},
        );
      }
      await rm(directory, { recursive: true });
    },
  };
}

function environmentOf(job: Job, strategy: string): Readonly<Record<string, string>> {
  const hostKeys = `-o UserKnownHostsFile=${knownHosts(job)} -o StrictHostKeyChecking=yes`;
  return {
    ANSIBLE_CONFIG: join(job.directory, 'ansible.cfg'),
    ANSIBLE_STRATEGY: strategy,
    ANSIBLE_FORKS: String(job.atATime),
    ANSIBLE_PIPELINING: '1',
    ANSIBLE_GATHERING: 'explicit',
    ANSIBLE_SSH_ARGS: `-o ControlMaster=auto -o ControlPersist=60s ${hostKeys}`,
    ANSIBLE_SSH_CONTROL_PATH_DIR: controlDirectory(job),
    ANSIBLE_NOCOLOR: '1',
    ANSIBLE_DEPRECATION_WARNINGS: '0',
  };
}

function playOf({ work, source }: Job, template: string): unknown {
  return { hosts: 'all', gather_facts: false, tasks: tasksFor(work, source, template) };
}

function tasksFor(work: Work, source: string, template: string): readonly unknown[] {
  const numbers = Array.from({ length: taskCount(work) }, (_, index) => index);
  switch (work.is) {
    case 'commands':
      return numbers.map(() => ({ command: '/bin/true' }));
    case 'templates':
      return numbers.map((index) => ({
        template: { src: template, dest: templatePath('{{ bench_directory }}', index) },
        vars: { index },
      }));
    case 'upload':
      return [{ copy: { src: source, dest: '{{ bench_directory }}/upload' } }];
    case 'facts':
      return [{ setup: {} }];
  }
}

function templateValue(name: 'host' | 'index'): string {
  return name === 'host' ? '{{ inventory_hostname }}' : '{{ index }}';
}

function knownHosts({ directory }: Job): string {
  return join(directory, 'known_hosts');
}

function knownHost({ address, port, hostKey }: Job['targets'][number]): string {
  return `[${address}]:${port} ${hostKey}\n`;
}

/** Short, since the path of a socket may not be longer than about 100 characters. */
function controlDirectory({ directory }: Job): string {
  return join(tmpdir(), `drover-cp-${directory.split('/').at(-1)}`);
}
