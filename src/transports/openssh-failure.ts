import { ConnectionError, type DroverError, TimeoutError } from '../core/errors.ts';
import type { ConnectionSettings } from './connection-settings.ts';
import { DroppedHandshake } from './dropped-handshake.ts';
import { opensshHostKeyFailure } from './openssh-host-key-failure.ts';
import { opensshPlace } from './openssh-place.ts';

interface Reason {
  readonly says: RegExp;
  readonly what: string;
  readonly hint?: (settings: ConnectionSettings) => string;
  /** Default: ConnectionError. */
  readonly Failure?: typeof TimeoutError | typeof DroppedHandshake;
}

/** Why `ssh` ended before the connection was ready, made of what it printed, in words that help the operator. */
export function opensshFailure(settings: ConnectionSettings, printed: string): DroverError {
  const hostKey = opensshHostKeyFailure(settings, printed);
  if (hostKey !== undefined) return hostKey;
  const reason = reasons.find(({ says }) => says.test(printed));
  const said = lastLines(printed);
  const what = reason?.what ?? 'could not be connected to';
  const hint = reason?.hint?.(settings);
  const message = `${opensshPlace(settings)} ${what}${said && `: ${said}`}`;
  const details = hint === undefined ? {} : { hint };
  const Failure = reason?.Failure ?? ConnectionError;
  return new Failure(message, details);
}

const ended = {
  what: 'ended the connection before it was ready',
  hint: () =>
    "Look at its sshd's log, and check ansible_port. It may have too many logins at once (MaxStartups), or refuse this user or address.",
};

const reasons: readonly Reason[] = [
  {
    says: /ssh: (command )?not found|: ssh: (No such file|Permission denied)/,
    what: 'could not be connected to, as there is no program ssh on this machine',
    hint: () => 'Install the OpenSSH client, or set ansible_connection: ssh.',
  },
  {
    says: /Bad configuration option: knownhostscommand/i,
    what: 'could not be connected to, as ssh on this machine is too old for a pinned fingerprint',
    hint: () => 'Set drover_host_key to the public key line of the host, or update OpenSSH to 8.5 or newer.',
  },
  {
    says: /Bad configuration option|terminating, \d+ bad configuration|unknown option|illegal option|usage: ssh/i,
    what: 'could not be connected to, as ssh does not take its configuration',
    hint: () => 'Correct ~/.ssh/config or ansible_ssh_common_args.',
  },
  {
    says: /UNPROTECTED PRIVATE KEY/,
    what: 'did not let us in, as ssh does not use a key file that others can read',
    hint: ({ privateKeyFile = 'FILE' }) => `Run "chmod 600 ${privateKeyFile}".`,
  },
  {
    says: /Too many authentication failures/i,
    what: 'did not let us in: too many keys were tried',
    hint: () =>
      'Set ansible_private_key_file, so that only the right key is tried, or have fewer keys in the agent.',
  },
  {
    says: /Permission denied/,
    what: 'did not let us in',
    hint: ({ user = 'the user' }) =>
      `Set ansible_user and ansible_private_key_file, load the key into the agent, or add it to ${user}'s authorized_keys; "ssh -v" shows what is tried.`,
  },
  {
    says: /Unable to negotiate|no matching/i,
    what: 'and ssh have no common algorithm',
    hint: () => 'Look at KexAlgorithms, Ciphers, MACs and HostKeyAlgorithms on both sides.',
  },
  {
    says: /Connection refused/,
    what: 'refused the connection',
    hint: () => 'Is sshd running there, and on this port? ansible_port sets another.',
  },
  {
    says: /Could not resolve hostname/,
    what: 'cannot be reached: its name is not known',
    hint: () => 'Correct ansible_host, or the name in the inventory; it may be an address too.',
  },
  {
    says: /No route to host|Network is unreachable|Host is down/,
    what: 'cannot be reached: there is no way to it',
    hint: () => 'Is the host up? Check the network and its routes.',
  },
  {
    says: /timed out|Timeout, server/i,
    Failure: TimeoutError,
    what: 'did not answer in time',
    hint: () =>
      'Is the host up, and does a firewall drop the packets? drover_connect_timeout_ms sets how long to wait.',
  },
  {
    // A server on the way that does not let us through ends it like this too, and would again.
    says: /^(?!.*stdio forwarding failed).*_exchange_identification: (read: |write: )?(Connection (closed|reset)|Broken pipe)/is,
    Failure: DroppedHandshake,
    ...ended,
  },
  { says: /kex_exchange_identification|banner|Connection (closed|reset)|Bad packet|Broken pipe/i, ...ended },
];

/** The last words of ssh, without the frames that it draws. */
function lastLines(printed: string): string {
  const lines = printed
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^@+/.test(line));
  return lines.slice(-3).join('; ');
}
