import type { AnyAuthMethod } from 'ssh2';
import { ConnectionError } from '../core/errors.ts';
import { type AuthOptions, type AuthWay, type AuthWays, authWays } from './auth-ways.ts';
import { keyType } from './key-type.ts';
import { placeOf } from './place-of.ts';
import type { SshSettings } from './ssh-settings.ts';

/** What proves to a server who we are: one way after the other, as far as the server takes them. */
export interface SshAuth {
  /** The next way to try; `false` when there is none left. `left` is what the server takes, null before it said so. */
  readonly next: (left: readonly string[] | null) => AnyAuthMethod | false;
  /** The way that is being tried, or that let us in. */
  readonly current: () => AuthWay | undefined;
  /** The first key's signature depends on what the server says it takes. */
  readonly waitsForServer: boolean;
  /** Something that went wrong on the way, without ending it. */
  readonly note: (problem: string) => void;
  /** Why it failed: what was tried, and what could not be. */
  readonly failure: (cause: unknown) => ConnectionError;
}

/** Rejects with a ConnectionError when there is nothing to try and a reason for it: a key that is missing or locked. */
export async function sshAuth(settings: SshSettings, options: AuthOptions): Promise<SshAuth> {
  const { ways, problems } = await authWays(settings, options);
  const [problem] = problems;
  if (ways.length === 0 && settings.privateKeyFile !== undefined && problem !== undefined) {
    throw new ConnectionError(`Cannot log in to ${placeOf(settings)}: ${problem}`, {
      hint: 'Set ansible_private_key_file to a key that can be used, or offer another way to log in.',
    });
  }
  return inOrder(settings, { ways, problems });
}

function inOrder(settings: SshSettings, { ways, problems }: AuthWays): SshAuth {
  const none: AuthWay = { label: 'none', method: { type: 'none', username: settings.user } };
  // Without anything to show, the server is asked all the same: it then says what it takes.
  const pending = ways.length === 0 ? [none] : [...ways];
  const tried: string[] = [];
  const notes = [...problems];
  let taken: readonly string[] = [];
  let current: AuthWay | undefined;
  return {
    current: () => current,
    waitsForServer: keyType(pending[0]?.publicKey ?? Buffer.alloc(0)) === 'ssh-rsa',
    next: (left) => {
      taken = left ?? taken;
      const index = pending.findIndex(({ method }) => left === null || left.includes(wireName(method)));
      const [way] = index < 0 ? [] : pending.splice(index, 1);
      if (way === undefined) return false;
      current = way;
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

interface Refusal {
  readonly tried: readonly string[];
  readonly notes: readonly string[];
  readonly taken: readonly string[];
  readonly cause: unknown;
}

function refused(settings: SshSettings, { tried, notes, taken, cause }: Refusal): ConnectionError {
  const { user } = settings;
  const attempt = tried.length === 0 ? 'there was nothing to show it' : `tried: ${tried.join(', ')}`;
  const takes = taken.length === 0 ? '' : `; it takes: ${taken.join(', ')}`;
  const more = notes.length === 0 ? '' : `; ${notes.join('; ')}`;
  return new ConnectionError(`${placeOf(settings)} did not let us in; ${attempt}${takes}${more}`, {
    hint: `Set ansible_user and ansible_private_key_file or ansible_password, or add the public key to ${user}'s authorized_keys.`,
    cause,
  });
}
