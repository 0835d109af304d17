import { posix } from 'node:path';
import { z } from 'zod';
import { commandOf } from '../core/command.ts';
import { RefusedError } from '../core/errors.ts';
import { defineModule } from '../core/module.ts';
import { lines, sh } from '../core/sh.ts';
import { type KeysState, keysState } from './authorized-key/keys-state.ts';
import { areOptions, keyIn, keysText, withOptions } from './authorized-key/keys-text.ts';
import { bytesOfText } from './shared/bytes-of-text.ts';
import { keepFile, putBack } from './shared/keep-file.ts';
import { absolutePath, existingAccount } from './shared/params.ts';
import { replaceFile } from './shared/replace-file.ts';

interface KeyChange {
  readonly is: 'write';
  /** Undefined in check mode, where the user is not there yet. */
  readonly after: string | undefined;
  readonly words: string;
}

const key = z
  .string()
  .regex(/^[^\n]*$/, 'must be one line')
  .refine((line) => keyIn(line) !== undefined, 'is not a public key, such as "ssh-ed25519 AAAA… name"');

const params = z.strictObject({
  user: existingAccount.meta({ description: 'Who is let in.' }),
  key: z
    .union([key, z.array(key).min(1)])
    .transform((keys) => [keys].flat())
    .meta({
      description:
        'One or more lines of authorized_keys(5), with options before and a comment after the key.',
    }),
  state: z.enum(['present', 'absent']).default('present').meta({ description: 'Whether the keys let in.' }),
  exclusive: z.boolean().default(false).meta({ description: 'Take all other keys out.' }),
  keyOptions: z
    .string()
    .regex(/^[^\n\0]*\S$/, 'must be one line')
    .refine(areOptions, 'must be options such as no-pty,from="10.0.0.0/8", with blanks in quotes only')
    .optional()
    .meta({ description: 'Options of all keys, in place of those before a key (authorized_keys(5)).' }),
  path: absolutePath
    .optional()
    .meta({ description: 'The file of the keys. Default: `~/.ssh/authorized_keys` of the user.' }),
  manageDir: z
    .boolean()
    .default(true)
    .meta({ description: 'Make the directory of the file, of the user alone, when it is not there.' }),
});

/**
 * Keys let in, or do not let in, as a user. A key that is there gets the options given. Different from Ansible on
 * purpose: a directory that is there stays as it is, and nothing is written where a link leads.
 */
export const authorizedKey = defineModule({
  name: 'authorizedKey',
  summary: 'Public keys let somebody in as a user, or do not.',
  example: `authorizedKey('Ada may log in', {
  user: 'deploy',
  key: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGCmuP5UbfGlMdACNA8y5A8UvAlWby5sxnN0Y24qHn+X ada',
})`,
  params,
  desired: ({ key: keys, keyOptions, ...rest }) => ({
    ...rest,
    keys: keyOptions === undefined ? keys : keys.map((line) => withOptions(line, keyOptions)),
  }),
  inspect: ({ user, path }) => keysState(user, path),
  plan: (current, desired): readonly KeyChange[] => {
    const { user, state } = desired;
    if (current.is === 'linked') {
      throw new RefusedError(`${current.path} is reached by a link`, {
        hint: 'Its owner decides where it leads: nothing is written there. Make it a directory and a file.',
      });
    }
    if (current.is !== 'keys') {
      if (state === 'absent') return [];
      if (current.is === 'coming') return [{ is: 'write', after: undefined, words: 'keys added' }];
      throw new RefusedError(`There is no user ${user}`, { hint: 'Put a task user before.' });
    }
    const { text: after, words } = keysText(current.text, desired);
    if (after === current.text) return [];
    if (current.directory === 'missing' && !desired.manageDir) {
      throw new RefusedError(`The directory ${posix.dirname(current.path)} is not there`, {
        hint: 'Make it by a task before, or set manageDir to true.',
      });
    }
    return [{ is: 'write', after, words }];
  },
  describe: ({ after, words }, _, current) => {
    if (current.is !== 'keys' || after === undefined) return { summary: words };
    const { path, text: before } = current;
    return { summary: words, diff: { path, before: before.toWellFormed(), after: after.toWellFormed() } };
  },
  apply: ({ after = '' }, { user }, current) => {
    const { path, mode } = keysOf(current);
    const directory = posix.dirname(path);
    const own = sh`chown -- "$(id -u -- ${user}):$(id -g -- ${user})"`;
    const bytes = bytesOfText(after);
    const text = after.isWellFormed() ? after : undefined;
    const permissions = { owner: user, mode: mode ?? '0600' };
    const write = replaceFile(path, { permissions, was: mode, text, bytes: bytes.length });
    const make = sh`[ -d ${directory} ] || { mkdir -m 700 -- ${directory} && ${own} ${directory}; } || exit`;
    const stdin = text === undefined ? { stdin: bytes } : {};
    return commandOf(lines([sh`${keepFile(path)} || exit`, make, write]), {
      touches: [`file:${directory}`],
      ...stdin,
    });
  },
  undo: (_, __, current) => {
    const { path, directory } = keysOf(current);
    const folder = posix.dirname(path);
    const remove = directory === 'missing' ? sh`rmdir -- ${folder} 2>/dev/null || :` : sh`:`;
    return commandOf(lines([putBack(path), remove]), { touches: [`file:${folder}`] });
  },
});

function keysOf(state: KeysState): Extract<KeysState, { readonly is: 'keys' }> {
  if (state.is === 'keys') return state;
  throw new Error('nothing is changed where there are no keys');
}
