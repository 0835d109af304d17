import { localTransport } from './local.ts';
import { opensshTransport } from './openssh.ts';
import { sshTransport } from './ssh.ts';

/** One transport of each kind for all hosts, so that they share what it has read and opened. */
export const sharedTransports = {
  ssh: sshTransport(),
  openssh: opensshTransport(),
  local: localTransport(),
} as const;
