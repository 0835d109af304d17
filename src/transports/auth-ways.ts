import type { AnyAuthMethod, ParsedKey } from 'ssh2';
import { ConnectionError } from '../core/errors.ts';
import { Secret } from '../core/secret.ts';
import { agentKeys } from './agent-keys.ts';
import type { GoodKeys } from './good-keys.ts';
import { keyFiles } from './key-files.ts';
import { OneKeyAgent } from './one-key-agent.ts';
import { passphraseFor } from './passphrase-for.ts';
import { placeOf } from './place-of.ts';
import type { PrivateKeys } from './private-keys.ts';
import { publicHalf } from './public-half.ts';
import type { SshSettings } from './ssh-settings.ts';

export interface AuthOptions {
  readonly keys: PrivateKeys;
  readonly goodKeys: GoodKeys;
  /** The socket of the agent; absent or empty: no agent is asked. */
  readonly agentSocket: string | undefined;
  /** Tried when the host has no key file of its own. */
  readonly defaultKeyFiles: readonly string[];
}

/** One way to prove who we are. */
export interface AuthWay {
  readonly label: string;
  readonly method: AnyAuthMethod;
  /** The public key in wire form, for a key. */
  readonly publicKey?: Buffer;
  /** The server's word is not waited for before it is signed with: the key is meant for it, or costs nothing to use. */
  readonly isMeant?: boolean;
}

export interface AuthWays {
  readonly ways: readonly AuthWay[];
  readonly problems: readonly string[];
}

/**
 * What there is to try on a server, in order: the keys that are named for it and then those of the agent, or the
 * agent's and then the default ones; then the password. A key that the agent holds is not read from its file.
 */
export async function authWays(settings: SshSettings, options: AuthOptions): Promise<AuthWays> {
  const { identitiesOnly, agentSocket = options.agentSocket } = settings;
  const { files, areNamed } = keyFiles(settings, options.defaultKeyFiles);
  const agent = await agentKeys(agentSocket);
  const held = agent.keys.map((key) => agentWay(settings, agentSocket ?? '', key));
  const fromFiles = await fileWays(settings, { keys: options.keys, files, held });
  const taken = new Set(fromFiles.ways.map(({ publicKey }) => publicKey?.toString('base64')));
  const others = identitiesOnly
    ? []
    : held.filter(({ publicKey }) => !taken.has(publicKey?.toString('base64')));
  const { goodKeys } = options;
  const inOrder = areNamed
    ? [...fromFiles.ways, ...goodFirst(others, goodKeys)]
    : goodFirst([...others, ...fromFiles.ways], goodKeys);
  return {
    ways: [...inOrder, ...passwordWays(settings)],
    problems: [...fromFiles.problems, ...(agent.problem === undefined ? [] : [agent.problem])],
  };
}

function goodFirst(ways: readonly AuthWay[], goodKeys: GoodKeys): readonly AuthWay[] {
  const isGood = ({ publicKey }: AuthWay) => goodKeys.has(publicKey);
  const good = ways.filter(isGood).map((way) => ({ ...way, isMeant: true }));
  return [...good, ...ways.filter((way) => !isGood(way))];
}

function agentWay({ user: username }: SshSettings, socket: string, key: ParsedKey): AuthWay {
  return {
    label: `the agent's key ${key.comment || key.type}`,
    method: { type: 'agent', username, agent: new OneKeyAgent(socket, key) },
    publicKey: key.getPublicSSH(),
  };
}

interface FilesToTry {
  readonly keys: PrivateKeys;
  readonly files: readonly string[];
  readonly held: readonly AuthWay[];
}

async function fileWays(settings: SshSettings, { keys, files, held }: FilesToTry): Promise<AuthWays> {
  const ways: AuthWay[] = [];
  const problems: string[] = [];
  for (const file of files) {
    const inAgent = held.length === 0 ? undefined : await heldFor(file, held);
    if (inAgent !== undefined) {
      ways.push({ ...inAgent, label: `key ${file} (agent)`, isMeant: true });
      continue;
    }
    const found = await fileWay(settings, keys, file);
    if (typeof found === 'string') problems.push(found);
    else if (found !== undefined) ways.push(found);
  }
  return { ways, problems };
}

async function heldFor(file: string, held: readonly AuthWay[]): Promise<AuthWay | undefined> {
  const half = await publicHalf(file);
  return half === undefined ? undefined : held.find(({ publicKey }) => publicKey?.equals(half));
}

/** A text is a problem; undefined: the file is not there, and need not be. */
async function fileWay(
  settings: SshSettings,
  keys: PrivateKeys,
  file: string,
): Promise<AuthWay | string | undefined> {
  const { user: username, privateKeyFile } = settings;
  const loaded = await keys.load(file, passphraseFor(settings, file));
  if (loaded.is === 'unusable' || loaded.is === 'locked') return `the key ${file} ${loaded.why}`;
  if (loaded.is === 'key') {
    const { key } = loaded;
    return {
      label: `key ${file}`,
      // A parsed key is taken as it is, which the types of ssh2 do not say.
      method: { type: 'publickey', username, key: key as unknown as Buffer },
      publicKey: key.getPublicSSH(),
      isMeant: true,
    };
  }
  if (file !== privateKeyFile) return undefined;
  throw new ConnectionError(`Cannot log in to ${placeOf(settings)}: there is no key file ${file}`, {
    hint: 'Correct ansible_private_key_file.',
  });
}

function passwordWays({ user: username, password }: SshSettings): readonly AuthWay[] {
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
