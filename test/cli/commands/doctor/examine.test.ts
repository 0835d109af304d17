import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { doctorLines } from '../../../../src/cli/commands/doctor/doctor-lines.ts';
import { examine } from '../../../../src/cli/commands/doctor/examine.ts';
import type { Machine } from '../../../../src/cli/commands/doctor/machine.ts';
import { paintWith } from '../../../../src/reporters/paint.ts';
import { scratchDirectory } from '../../../support/scratch-directory.ts';

async function told(machine: Partial<Machine>): Promise<string> {
  const home = machine.home ?? (await scratchDirectory());
  const findings = await examine({
    environment: {},
    node: '24.1.0',
    oldestNode: '22.18',
    labLacks: () => Promise.resolve({ names: [], packages: [] }),
    ...machine,
    home,
  });
  return doctorLines(findings, paintWith(false)).join('\n').replaceAll(home, 'HOME');
}

describe('drover doctor', () => {
  it('says what a bare machine lacks, and what to do', async () => {
    const labLacks = () => Promise.resolve({ names: ['root', 'debootstrap'], packages: ['debootstrap'] });
    expect(await told({ node: '22.9.0', labLacks })).toMatchInlineSnapshot(`
      "✖ Node.js            22.9.0 is too old
                           → Install Node.js 22.18 or newer: playbooks in TypeScript need it.
      ! SSH keys           none in ~/.ssh
                           → Make one with ssh-keygen -t ed25519, or name one with ansible_ssh_private_key_file.
      ! SSH agent          SSH_AUTH_SOCK is not set
                           → Start one with eval "$(ssh-agent)", and add keys with ssh-add. Needed only for keys with a passphrase.
      ! Known hosts        none: the key of every host is refused
                           → Log in once with ssh, pin keys with drover_host_key, or set drover_host_key_policy: accept-new.
      ✔ ssh_config         no ~/.ssh/config; none is needed
      ! ssh                not on PATH (for ansible_connection: openssh)
                           → Install openssh-client.
      ✔ Home               HOME can be written to
      ! Practice machines  no Debian guests: root, debootstrap not there
                           → drover lab up takes an SSH server on loopback instead. apt-get install debootstrap brings part of it.
      ! Compilers          cc and make not on PATH
                           → Install gcc and make, if anything is to be compiled on this machine itself."
    `);
  });

  it('says where it found what is needed', async () => {
    const home = await scratchDirectory();
    await mkdir(join(home, '.ssh'));
    await writeFile(join(home, '.ssh/id_ed25519'), '');
    await writeFile(join(home, '.ssh/id_ed25519.pub'), '');
    await writeFile(join(home, '.ssh/known_hosts'), '# mine\none ssh-ed25519 AAAA\n');
    for (const name of ['ssh', 'cc', 'make']) await writeFile(join(home, name), '', { mode: 0o755 });
    const environment = { PATH: `/nowhere:${home}`, SSH_AUTH_SOCK: join(home, 'ssh') };
    expect(await told({ home, environment })).toMatchInlineSnapshot(`
      "✔ Node.js            24.1.0
      ✔ SSH keys           id_ed25519
      ! SSH agent          HOME/ssh, which SSH_AUTH_SOCK names, is no socket
                           → Start one with eval "$(ssh-agent)", and add keys with ssh-add. Needed only for keys with a passphrase.
      ✔ Known hosts        1 key in ~/.ssh/known_hosts
      ✔ ssh_config         no ~/.ssh/config; none is needed
      ✔ ssh                HOME/ssh
      ✔ Home               HOME can be written to
      ✔ Practice machines  drover lab up can start Debian guests
      ✔ Compilers          cc and make"
    `);
  });
});
