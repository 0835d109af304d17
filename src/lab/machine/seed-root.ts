import { randomUUID } from 'node:crypto';
import { chmod, chown, copyFile, readFile, rm, writeFile } from 'node:fs/promises';
import { ensureKeyPair } from './ensure-key-pair.ts';
import type { HostPaths } from './host-paths.ts';
import { pathExists } from './path-exists.ts';
import { resolverFile } from './resolver-file.ts';

interface Identity {
  readonly name: string;
  readonly address: string;
  readonly gateway: string;
  /** Public key that both users of the host accept. */
  readonly publicKey: string;
}

/** Of the user `op`, as the base tree has it. */
const operator = 1000;

/** Writes what makes a host this host, once: name, addresses, keys. May be repeated after a crash. */
export async function seedRoot({ root, hostKey, seeded }: HostPaths, identity: Identity): Promise<void> {
  if (await pathExists(seeded)) return;
  const { name, address, gateway, publicKey } = identity;
  await ensureKeyPair(hostKey, `root@${name}`);
  const hosts = ['127.0.0.1 localhost', '::1 localhost', `${address} ${name}`, `${gateway} controller`];
  await replace(`${root}/etc/hostname`, `${name}\n`);
  await replace(`${root}/etc/hosts`, `${hosts.join('\n')}\n`);
  await replace(`${root}/etc/resolv.conf`, await resolverFile());
  await replace(`${root}/etc/machine-id`, `${randomUUID().replaceAll('-', '')}\n`);
  await copyFile(hostKey, `${root}/etc/ssh/ssh_host_ed25519_key`);
  await chmod(`${root}/etc/ssh/ssh_host_ed25519_key`, 0o600);
  await copyFile(`${hostKey}.pub`, `${root}/etc/ssh/ssh_host_ed25519_key.pub`);
  await replace(`${root}/root/.ssh/authorized_keys`, publicKey);
  await replace(`${root}/home/op/.ssh/authorized_keys`, publicKey);
  await chown(`${root}/home/op/.ssh/authorized_keys`, operator, operator);
  await writeFile(seeded, '');
}

/** Follows no link that the base tree has in its place. */
async function replace(path: string, text: string): Promise<void> {
  const current = await readFile(path, 'utf8').catch(() => undefined);
  if (current === text) return;
  await rm(path, { force: true });
  await writeFile(path, text);
}
