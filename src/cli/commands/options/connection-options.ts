import { InvalidArgumentError, Option } from 'commander';

/** How to log in where the inventory does not say it. */
export interface ConnectionFlags {
  readonly connection?: string;
  readonly user?: string;
  readonly privateKey?: string;
  /** Seconds. */
  readonly timeout?: number;
  readonly sshCommonArgs?: string;
  readonly sshExtraArgs?: string;
}

const ways = ['ssh', 'openssh', 'local', 'smart', 'paramiko'];

/** The flags by which Ansible's users say how to log in; what the inventory says stands over them. */
export function connectionOptions(): readonly Option[] {
  return [
    new Option('-c, --connection <way>', 'how to connect').choices(ways),
    new Option('-u, --user <name>', 'log in as this user'),
    new Option('--private-key <file>', 'log in with this key'),
    new Option('-k, --ask-pass', 'ask for the password to log in with').default(false),
    new Option('--connection-password-file <file>', 'file or executable with that password'),
    new Option('-T, --timeout <seconds>', 'time to connect').argParser(seconds),
    new Option('--ssh-common-args <arguments>', 'arguments of ssh, such as "-J bastion"'),
    new Option('--ssh-extra-args <arguments>', 'further arguments of ssh'),
  ];
}

const most = 3600;

function seconds(value: string): number {
  if (/^[1-9]\d*$/.test(value) && Number(value) <= most) return Number(value);
  throw new InvalidArgumentError(`It must be a whole number of seconds from 1 to ${most}.`);
}
