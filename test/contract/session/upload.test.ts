import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Transport } from '../../../src/core/connection.ts';
import type { Host } from '../../../src/core/host.ts';
import { sh } from '../../../src/core/sh.ts';
import { streamCommand } from '../../../src/session/stream-command.ts';
import { localTransport } from '../../../src/transports/local.ts';
import { sshTransport } from '../../../src/transports/ssh.ts';
import { growthDuring } from '../../support/growth-during.ts';
import { noSshd, startSshd } from '../../support/sshd.ts';

const megabyte = 1024 * 1024;
const pieces = 300;
const { signal } = new AbortController();

/** Each piece is made when it is asked for: the whole of them is never in memory. */
async function* generated(): AsyncIterable<Uint8Array> {
  for (let index = 0; index < pieces; index++) yield new Uint8Array(megabyte).fill(index % 251);
}

async function digestOfAll(): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of generated()) hash.update(piece);
  return hash.digest('hex');
}

/** Sends all of it to a program that says its digest; how much memory that took here, in MiB. */
async function upload(transport: Transport, host: Host) {
  await using connection = await transport.connect(host, signal);
  let stdout = '';
  const growth = await growthDuring(async () => {
    const answer = await streamCommand(connection, sh`sha256sum`, {
      host: host.name,
      signal,
      timeoutMs: 280_000,
      stdin: { bytes: pieces * megabyte, open: generated },
      onProgress: () => {},
    });
    stdout = answer.stdout;
  });
  return { growth, stdout };
}

describe('300 MB on their way to a host', { timeout: 300_000 }, () => {
  it('arrive in memory that does not grow with them', async () => {
    const { growth, stdout } = await upload(localTransport(), { name: 'here', groups: [], vars: {} });
    expect(stdout.split(' ')[0]).toBe(await digestOfAll());
    expect(growth).toBeLessThan(100);
  });

  it.skipIf(noSshd() !== undefined)('do so by SSH too', async () => {
    await using sshd = await startSshd();
    const host = { name: 'practice', groups: [], vars: sshd.vars };
    const { growth, stdout } = await upload(sshTransport({ agentSocket: '' }), host);
    expect(stdout.split(' ')[0]).toBe(await digestOfAll());
    expect(growth).toBeLessThan(100);
  });
});
