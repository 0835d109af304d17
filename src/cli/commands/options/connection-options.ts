import { InvalidArgumentError, Option } from 'commander';

/** How to log in where the inventory does not say it. */
export interface ConnectionFlags {
  readonly user?: string;
  readonly privateKey?: string;
  /** Seconds. */
  readonly timeout?: number;
}

/** The flags by which Ansible's users say how to log in; what the inventory says stands over them. */
export function connectionOptions(): readonly Option[] {
  return [
    new Option('-u, --user <name>', 'log in as this user, where the inventory names none'),
    new Option('--private-key <file>', 'log in with this key, where the inventory names none'),
    new Option('-T, --timeout <seconds>', 'time to connect, where the inventory names none').argParser(
      seconds,
    ),
  ];
}

const most = 3600;

function seconds(value: string): number {
  if (/^[1-9]\d*$/.test(value) && Number(value) <= most) return Number(value);
  throw new InvalidArgumentError(`It must be a whole number of seconds from 1 to ${most}.`);
}
