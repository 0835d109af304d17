import { access, constants, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Finding } from './finding.ts';
import type { Machine } from './machine.ts';
import { onPath } from './on-path.ts';

/** Looks at all that Drover may need of a machine; changes nothing. */
export async function examine(machine: Machine): Promise<readonly Finding[]> {
  return [
    node(machine),
    ...(await Promise.all([
      keys(machine),
      agent(machine),
      knownHosts(machine),
      sshConfig(machine),
      program(machine, 'ssh', 'for ansible_connection: openssh', 'openssh-client'),
      writableHome(machine),
      practiceMachines(machine),
      compilers(machine),
    ])),
  ];
}

function node({ node: version, oldestNode }: Machine): Finding {
  const about = 'Node.js';
  const numbers = (text: string) => text.split('.').map(Number);
  const [[major = 0, minor = 0], [least = 0, leastMinor = 0]] = [numbers(version), numbers(oldestNode)];
  if (major > least || (major === least && minor >= leastMinor)) return { about, is: 'there', said: version };
  const hint = `Install Node.js ${oldestNode} or newer: playbooks in TypeScript need it.`;
  return { about, is: 'lacks', said: `${version} is too old`, hint };
}

async function keys({ home }: Machine): Promise<Finding> {
  const about = 'SSH keys';
  const there = await readdir(join(home, '.ssh')).catch((): readonly string[] => []);
  const found = there.filter((name) => /^id_.*(?<!\.pub|-cert)$/.test(name));
  if (found.length > 0) return { about, is: 'there', said: found.join(', ') };
  const hint = 'Make one with ssh-keygen -t ed25519, or name one with ansible_ssh_private_key_file.';
  return { about, is: 'without', said: 'none in ~/.ssh', hint };
}

async function agent({ environment }: Machine): Promise<Finding> {
  const about = 'SSH agent';
  const socket = environment['SSH_AUTH_SOCK'] ?? '';
  const hint =
    'Start one with eval "$(ssh-agent)", and add keys with ssh-add. Needed only for keys with a passphrase.';
  if (socket === '') return { about, is: 'without', said: 'SSH_AUTH_SOCK is not set', hint };
  const isSocket = await stat(socket).then(
    (found) => found.isSocket(),
    () => false,
  );
  if (isSocket) return { about, is: 'there', said: socket };
  return { about, is: 'without', said: `${socket}, which SSH_AUTH_SOCK names, is no socket`, hint };
}

async function knownHosts({ home }: Machine): Promise<Finding> {
  const about = 'Known hosts';
  const text = await readFile(join(home, '.ssh/known_hosts'), 'utf8').catch(() => '');
  const many = text.split('\n').filter((line) => /^[^#\s]/.test(line)).length;
  if (many > 0)
    return { about, is: 'there', said: `${many} ${many === 1 ? 'key' : 'keys'} in ~/.ssh/known_hosts` };
  const hint =
    'Log in once with ssh, pin keys with drover_host_key, or set drover_host_key_policy: accept-new.';
  return { about, is: 'without', said: 'none: the key of every host is refused', hint };
}

async function sshConfig({ home }: Machine): Promise<Finding> {
  const about = 'ssh_config';
  const file = join(home, '.ssh/config');
  const isThere = await stat(file).then(
    () => true,
    () => false,
  );
  if (!isThere) return { about, is: 'there', said: 'no ~/.ssh/config; none is needed' };
  const isReadable = await access(file, constants.R_OK).then(
    () => true,
    () => false,
  );
  if (isReadable) return { about, is: 'there', said: '~/.ssh/config is read' };
  return { about, is: 'lacks', said: '~/.ssh/config may not be read', hint: 'Run: chmod 600 ~/.ssh/config' };
}

async function program(
  { environment }: Machine,
  name: string,
  what: string,
  ofPackage: string,
): Promise<Finding> {
  const file = await onPath(name, environment['PATH']);
  if (file !== undefined) return { about: name, is: 'there', said: file };
  return { about: name, is: 'without', said: `not on PATH (${what})`, hint: `Install ${ofPackage}.` };
}

async function writableHome({ home }: Machine): Promise<Finding> {
  const about = 'Home';
  const isWritable = await access(home, constants.W_OK).then(
    () => true,
    () => false,
  );
  if (isWritable) return { about, is: 'there', said: `${home} can be written to` };
  const hint = 'Without it, compiled code is not kept and each start takes longer.';
  return { about, is: 'without', said: `${home} cannot be written to`, hint };
}

async function practiceMachines({ labLacks }: Machine): Promise<Finding> {
  const about = 'Practice machines';
  const { names, packages } = await labLacks();
  if (names.length === 0) return { about, is: 'there', said: 'drover lab up can start Debian guests' };
  const install = packages.length === 0 ? '' : ` apt-get install ${packages.join(' ')} brings part of it.`;
  const hint = `drover lab up takes an SSH server on loopback instead.${install}`;
  return { about, is: 'without', said: `no Debian guests: ${names.join(', ')} not there`, hint };
}

async function compilers({ environment }: Machine): Promise<Finding> {
  const about = 'Compilers';
  const path = environment['PATH'];
  const found = await Promise.all(
    ['cc', 'make'].map(async (name) => [name, await onPath(name, path)] as const),
  );
  const missing = found.filter(([, file]) => file === undefined).map(([name]) => name);
  if (missing.length === 0) return { about, is: 'there', said: 'cc and make' };
  const hint = 'Install gcc and make, if anything is to be compiled on this machine itself.';
  return { about, is: 'without', said: `${missing.join(' and ')} not on PATH`, hint };
}
