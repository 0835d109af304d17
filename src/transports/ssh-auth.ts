import type { AnyAuthMethod } from 'ssh2';
import { ConnectionError } from '../core/errors.ts';
import { Secret } from '../core/secret.ts';
import type { ConnectionSettings } from './connection-settings.ts';
import { placeOf } from './place-of.ts';
import type { PrivateKeys } from './private-keys.ts';

export interface SshAuthOptions {
  readonly keys: PrivateKeys;
  /** The socket of the agent; absent or empty: no agent is asked. */
  readonly agentSocket: string | undefined;
  /** Tried when the host has no key file of its own. */
  readonly defaultKeyFiles: readonly string[];
}

/** What proves to a server who we are: one way after the other, as far as the server takes them. */
export interface SshAuth {
  /** The next way to try; `false` when there is none left. `left` is what the server takes, null before it said so. */
  readonly next: (left: readonly string[] | null) => AnyAuthMethod | false;
  /** Something that went wrong on the way, without ending it. */
  readonly note: (problem: string) => void;
  /** Why it failed: what was tried, and what could not be. */
  readonly failure: (cause: unknown) => ConnectionError;
}

interface Way {
  readonly label: string;
  readonly method: AnyAuthMethod;
}

interface Ways {
  readonly ways: readonly Way[];
  readonly problems: readonly string[];
}

/** Rejects with a ConnectionError when there is nothing to try and a reason for it: a key that is missing or locked. */
export async function sshAuth(settings: ConnectionSettings, options: SshAuthOptions): Promise<SshAuth> {
  const keyed = await keyWays(settings, options);
  const { user: username, privateKeyFile } = settings;
  const agent: readonly Way[] = options.agentSocket
    ? [{ label: 'agent', method: { type: 'agent', username, agent: options.agentSocket } }]
    : [];
  const passwords = passwordWays(settings);
  const ways =
    privateKeyFile === undefined
      ? [...agent, ...keyed.ways, ...passwords]
      : [...keyed.ways, ...agent, ...passwords];
  const [problem] = keyed.problems;
  if (ways.length === 0 && privateKeyFile !== undefined && problem !== undefined) {
    throw new ConnectionError(`Cannot log in to ${placeOf(settings)}: ${problem}`, {
      hint: 'Set ansible_private_key_file to a key that can be used, or offer another way to log in.',
    });
  }
  return inOrder(settings, { ways, problems: keyed.problems });
}

function inOrder(settings: ConnectionSettings, { ways, problems }: Ways): SshAuth {
  const none: Way = { label: 'none', method: { type: 'none', username: settings.user } };
  // Without anything to show, the server is asked all the same: it then says what it takes.
  const pending = ways.length === 0 ? [none] : [...ways];
  const tried: string[] = [];
  const notes = [...problems];
  let taken: readonly string[] = [];
  return {
    next: (left) => {
      taken = left ?? taken;
      const index = pending.findIndex(({ method }) => left === null || left.includes(wireName(method)));
      const [way] = index < 0 ? [] : pending.splice(index, 1);
      if (way === undefined) return false;
      if (way !== none) tried.push(way.label);
      return way.method;
    },
    note: (problem) => notes.push(problem),
    failure: (cause) => refused(settings, { tried, notes, taken, cause }),
  };
}

/** Under what name a server lists a method: an agent shows public keys too. */
function wireName({ type }: AnyAuthMethod): string {
  return type === 'agent' ? 'publickey' : type;
}

async function keyWays(settings: ConnectionSettings, options: SshAuthOptions): Promise<Ways> {
  const { user: username, privateKeyFile, privateKeyPassphrase } = settings;
  const passphrase = privateKeyPassphrase && Secret.reveal(privateKeyPassphrase);
  const files = privateKeyFile === undefined ? options.defaultKeyFiles : [privateKeyFile];
  const ways: Way[] = [];
  const problems: string[] = [];
  for (const file of files) {
    const loaded = await options.keys.load(file, passphrase);
    if (loaded.is === 'key') {
      // A parsed key is taken as it is, which the types of ssh2 do not say.
      const key = loaded.key as unknown as Buffer;
      ways.push({ label: `key ${file}`, method: { type: 'publickey', username, key } });
    }
    if (loaded.is === 'unusable') problems.push(`the key ${file} ${loaded.why}`);
    if (loaded.is === 'missing' && file === privateKeyFile) {
      throw new ConnectionError(`Cannot log in to ${placeOf(settings)}: there is no key file ${file}`, {
        hint: 'Correct ansible_private_key_file.',
      });
    }
  }
  return { ways, problems };
}

function passwordWays({ user: username, password }: ConnectionSettings): readonly Way[] {
  if (password === undefined) return [];
  const answer = Secret.reveal(password);
  return [
    { label: 'password', method: { type: 'password', username, password: answer } },
    {
      label: 'password (keyboard-interactive)',
      method: {
        type: 'keyboard-interactive',
        username,
        prompt: (_name, _instructions, _language, prompts, finish) => finish(prompts.map(() => answer)),
      },
    },
  ];
}

interface Refusal {
  readonly tried: readonly string[];
  readonly notes: readonly string[];
  readonly taken: readonly string[];
  readonly cause: unknown;
}

function refused(settings: ConnectionSettings, { tried, notes, taken, cause }: Refusal): ConnectionError {
  const { user } = settings;
  const attempt = tried.length === 0 ? 'there was nothing to show it' : `tried: ${tried.join(', ')}`;
  const takes = taken.length === 0 ? '' : `; it takes: ${taken.join(', ')}`;
  const more = notes.length === 0 ? '' : `; ${notes.join('; ')}`;
  return new ConnectionError(`${placeOf(settings)} did not let us in; ${attempt}${takes}${more}`, {
    hint: `Set ansible_user and ansible_private_key_file or ansible_password, or add the public key to ${user}'s authorized_keys.`,
    cause,
  });
}
