import { sh } from '../../../src/core/sh.ts';
import { HostLink } from '../../../src/session/host-link.ts';
import { sshTransport } from '../../../src/transports/ssh.ts';
import { memoryOfHosts } from './memory-of-hosts.ts';

const transport = sshTransport();
const { signal } = new AbortController();

/** What a host with an open shell takes that our engine holds. */
await memoryOfHosts(async ({ name, address, port, user, keyFile, hostKey }) => {
  const vars = {
    ansible_host: address,
    ansible_port: port,
    ansible_user: user,
    ansible_private_key_file: keyFile,
    drover_host_key: hostKey,
  };
  const connect = () => transport.connect({ name, groups: [], vars }, signal);
  const link = new HostLink({ host: name, connect, shell: 'sh', becomePassword: undefined, signal });
  await link.run({ is: 'command', script: sh`:`, touches: [] }, undefined);
  return () => link[Symbol.asyncDispose]();
});
