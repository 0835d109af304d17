import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** Someone with an OpenPGP key of their own. Disposing forgets it. */
export interface Signer extends Disposable {
  readonly fingerprint: string;
  /** The public key, armored. */
  readonly publicKey: string;
  readonly binaryKey: Uint8Array;
  /** A detached, armored signature. */
  readonly sign: (content: string) => Promise<string>;
}

/** Makes a key with gpg. */
export function signer(name: string): Signer {
  // Short, since the agent's socket has to fit in 108 bytes.
  const home = mkdtempSync(join(tmpdir(), 'g-'));
  const given = ['--homedir', home, '--batch', '--yes', '--quiet'];
  const gpg = (...args: readonly string[]) =>
    execFileSync('gpg', [...given, ...args], { stdio: ['ignore', 'pipe', 'ignore'] });
  gpg(
    '--passphrase',
    '',
    '--quick-generate-key',
    `${name} <${name}@example.org>`,
    'ed25519',
    'sign',
    'never',
  );
  const listed = gpg('--with-colons', '--list-keys').toString();
  const [, fingerprint = ''] = /^fpr:+([0-9A-F]+):/m.exec(listed) ?? [];
  return {
    fingerprint,
    publicKey: gpg('--armor', '--export').toString(),
    binaryKey: gpg('--export'),
    sign: async (content) => {
      const child = spawn('gpg', [...given, '--armor', '--detach-sign'], {
        stdio: ['pipe', 'pipe', 'ignore'],
      });
      child.stdin.end(content);
      return text(child.stdout);
    },
    [Symbol.dispose]: () => {
      execFileSync('gpgconf', ['--homedir', home, '--kill', 'gpg-agent'], { stdio: 'ignore' });
      rmSync(home, { recursive: true, force: true });
    },
  };
}
