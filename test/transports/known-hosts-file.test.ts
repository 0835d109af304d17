import { appendFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ConnectionError } from '../../src/core/errors.ts';
import { KnownHostsFile } from '../../src/transports/known-hosts-file.ts';

async function place(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'drover-known-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  return join(directory, 'ssh', 'known_hosts');
}

/** A public key in wire form, as far as anyone looks at it here. */
function keyOf(number: number): Buffer {
  const type = Buffer.from('ssh-ed25519');
  return Buffer.concat([Buffer.from([0, 0, 0, type.length]), type, Buffer.from([number])]);
}

const web1 = { address: 'web1', port: 22 };

describe('KnownHostsFile', () => {
  it('learns many hosts at once, each with a line of its own', async () => {
    const path = await place();
    const file = new KnownHostsFile(path);
    const numbers = Array.from({ length: 100 }, (_, index) => index);
    const learnt = numbers.map((number) =>
      file.learn({ address: `web${number}`, port: 2222 }, keyOf(number)),
    );
    expect(new Set(await Promise.all(learnt))).toEqual(new Set(['known']));
    expect((await file.entries()).map(({ patterns, key }) => [patterns, key])).toEqual(
      numbers.map((number) => [[`[web${number}]:2222`], keyOf(number)]),
    );
  });

  it('makes the file and its directory for the user alone', async () => {
    const path = await place();
    await new KnownHostsFile(path).learn(web1, keyOf(1));
    const modes = await Promise.all(
      [path, join(path, '..')].map(async (one) => (await stat(one)).mode & 0o777),
    );
    expect(modes).toEqual([0o600, 0o700]);
  });

  it('adds a key once, and never a second one for the same host', async () => {
    const path = await place();
    const file = new KnownHostsFile(path);
    const keys = [keyOf(1), keyOf(1), keyOf(2)];
    expect(await Promise.all(keys.map((key) => file.learn(web1, key)))).toEqual([
      'known',
      'known',
      'changed',
    ]);
    expect((await readFile(path, 'utf8')).trim().split('\n')).toHaveLength(1);
  });

  it('keeps apart from a last line that was not ended', async () => {
    const path = await place();
    await new KnownHostsFile(path).learn(web1, keyOf(1));
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.trimEnd());
    const file = new KnownHostsFile(path);
    await file.learn({ address: 'web2', port: 22 }, keyOf(2));
    expect((await file.entries()).map(({ patterns }) => patterns[0])).toEqual(['web1', 'web2']);
  });

  it('sees what others have added since', async () => {
    const path = await place();
    const file = new KnownHostsFile(path);
    await file.learn(web1, keyOf(1));
    await file.entries();
    await appendFile(path, 'db1 ssh-ed25519 AAAA\n');
    expect((await file.entries()).map(({ patterns }) => patterns[0])).toEqual(['web1', 'db1']);
  });

  it('says so when it is no file', async () => {
    const path = join(await place(), '..', '..');
    const file = new KnownHostsFile(path);
    await expect(file.entries()).rejects.toThrow(ConnectionError);
    await expect(file.learn(web1, keyOf(1))).rejects.toThrow(`The known hosts file "${path}" cannot be used`);
  });
});
