import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Job, Target } from '../job.ts';

/** Writes an inventory that Ansible and Drover read alike, and returns its path. */
export async function writeInventory({ directory, targets }: Job): Promise<string> {
  const path = join(directory, 'inventory.json');
  const hosts = Object.fromEntries(targets.map((target) => [target.name, variablesOf(target)]));
  await writeFile(path, JSON.stringify({ all: { hosts } }));
  return path;
}

function variablesOf({ address, port, user, keyFile, hostKey, directory }: Target): Record<string, unknown> {
  return {
    ansible_host: address,
    ansible_port: port,
    ansible_user: user,
    ansible_private_key_file: keyFile,
    ansible_python_interpreter: '/usr/bin/python3',
    drover_host_key: hostKey,
    bench_directory: directory,
  };
}
