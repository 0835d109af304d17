export { connectionSettings } from './connection-settings.ts';
export { localTransport } from './local.ts';
export { type OpensshOptions, opensshTransport } from './openssh.ts';
export { type SshOptions, sshTransport } from './ssh.ts';
export { transportFor } from './transport-for.ts';
