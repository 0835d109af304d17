import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { download } from '../../../src/modules/download.ts';
import { type FileServer, fileServer } from '../../support/file-server.ts';
import { type LocalRun, runHere } from '../../support/local-host.ts';
import { type Signer, signer } from '../../support/signer.ts';

const content = 'what was released\n'.repeat(1000);
const sha256 = createHash('sha256').update(content).digest('hex');
const zeros = '0'.repeat(64);

let root = '';
let alice: Signer;
let mallory: Signer;
let server: FileServer;

beforeAll(async () => {
  alice = signer('alice');
  mallory = signer('mallory');
  server = await fileServer({
    'r.tar': content,
    'other.tar': 'something else',
    'r.tar.asc': await alice.sign(content),
    'mallory.asc': await mallory.sign(content),
    KEYS: `Keys of everybody\n\n${mallory.publicKey}\nand\n\n${alice.publicKey}\n`,
    'alice.gpg': alice.binaryKey,
    'mallory.key': mallory.publicKey,
  });
});
afterAll(async () => {
  alice[Symbol.dispose]();
  mallory[Symbol.dispose]();
  await server[Symbol.asyncDispose]();
});
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'drover-signature-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const at = (name: string) => ({ url: `${server.url}/${name}` });
const notesOf = ({ events }: LocalRun) =>
  events.flatMap((event) => (event.is === 'task-note' ? [event.note] : []));

describe.each(['dash', 'bash', 'mksh', 'busybox sh'])('in %s', (shell) => {
  it('accepts what a listed key has signed, with keys from whichever origin has the right one', async () => {
    const path = join(root, 'r.tar');
    const tasks = (fingerprints: readonly string[]) => [
      download('d', {
        path,
        origins: [at('other.tar'), at('r.tar')],
        signature: {
          origins: [at('none.asc'), at('r.tar.asc')],
          keys: { origins: [at('mallory.key'), at('KEYS')] },
          fingerprints: [...fingerprints],
        },
      }),
    ];
    const run = await runHere(tasks([alice.fingerprint]), { shell });
    expect(run.outcomes).toEqual({ d: 'changed' });
    const notes = notesOf(run);
    expect(notes[1]).toMatch(/no public key [0-9A-F]{16} in the key ring/);
    expect(notes[2]).toMatch(/bad signature: not what the key [0-9A-F]{16} has signed/);
    expect((await runHere(tasks([alice.fingerprint]), { shell })).outcomes).toEqual({ d: 'ok' });
    const later = await runHere(tasks([mallory.fingerprint]), { shell, check: true });
    expect(later.outcomes).toEqual({ d: 'changed' });
    await writeFile(path, 'tampered');
    expect((await runHere(tasks([alice.fingerprint]), { shell })).outcomes).toEqual({ d: 'changed' });
    expect(await readFile(path, 'utf8')).toBe(content);
  });
});

describe('a signature', () => {
  const signed = (by: string, keys: string, fingerprints: readonly string[]) =>
    download('d', {
      path: join(root, 'r.tar'),
      sha256,
      origins: [at('r.tar')],
      signature: { origins: [at(by)], keys: { origins: [at(keys)] }, fingerprints: [...fingerprints] },
    });

  it('by a key that is not on the list does not count, though the digest is right', async () => {
    const run = await runHere([signed('mallory.asc', 'KEYS', [alice.fingerprint])]);
    expect(run.outcomes['d']).toContain(`signed by ${mallory.fingerprint}, which is not on the list`);
    expect(existsSync(join(root, 'r.tar'))).toBe(false);
  });

  it('by a key that nobody has cannot be checked', async () => {
    const run = await runHere([signed('r.tar.asc', 'mallory.key', [alice.fingerprint])]);
    expect(run.outcomes['d']).toMatch(/no public key [0-9A-F]{16} in the key ring/);
  });

  it('that is no signature is refused', async () => {
    const run = await runHere([signed('other.tar', 'KEYS', [alice.fingerprint])]);
    expect(run.outcomes['d']).toContain('this is not an OpenPGP signature');
  });

  it('is checked with binary keys too', async () => {
    const run = await runHere([signed('r.tar.asc', 'alice.gpg', [alice.fingerprint])]);
    expect(run.outcomes).toEqual({ d: 'changed' });
  });

  it('needs gpgv, and says how to get it', () => {
    const { spec } = download;
    const desired = {
      path: '/r',
      sha256: zeros,
      sources: [],
      signature: undefined,
      work: '/w',
      note: '/w/n',
      permissions: {},
      timeoutMs: 1,
    };
    const tools = { missing: ['gpgv'], manager: 'dnf' };
    expect(() => spec.plan({ file: { is: 'absent' }, path: { is: 'absent' }, tools }, desired)).toThrow(
      expect.objectContaining({
        message: 'The signature of /r cannot be checked: gpgv is not installed',
        hint: 'Run on the host: dnf install -y gnupg2, or put a task of the module packages before.',
      }),
    );
  });
});
