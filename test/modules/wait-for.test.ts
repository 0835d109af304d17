import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reachable } from '../../src/modules/wait-for/reachable.ts';
import { waitFor } from '../../src/modules/wait-for.ts';
import { runHere } from '../support/local-host.ts';
import { portOf } from '../support/port-of.ts';

let root = '';
let server: Server;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'drover-wait-'));
  server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  server.close();
  await rm(root, { recursive: true, force: true });
});

describe.each(['dash', 'bash', 'mksh', 'busybox sh'])('in %s', (shell) => {
  it('sees at once what is so', async () => {
    const path = join(root, "-it's\n");
    await writeFile(path, 'first\nready in 3 s\n');
    const port = portOf(server);
    const tasks = [
      waitFor('open', { port }),
      waitFor('reached', { port, address: '127.0.0.1' }),
      waitFor('drained', { port, state: 'drained' }),
      waitFor('present', { path }),
      waitFor('contains', { path, contains: '^ready in [0-9]+' }),
      waitFor('absent', { path: `${path}.gone`, state: 'absent' }),
    ];
    const { outcomes } = await runHere(tasks, { shell });
    expect([...new Set(Object.values(outcomes))]).toEqual(['ok']);
    const closing = once(server, 'close');
    server.close();
    await closing;
    const closed = [
      waitFor('closed', { port, state: 'closed' }),
      waitFor('not reached', { port, address: '127.0.0.1', state: 'closed' }),
    ];
    expect((await runHere(closed, { shell })).outcomes).toEqual({ closed: 'ok', 'not reached': 'ok' });
  });

  it('waits until it is so', async () => {
    const path = join(root, 'made');
    await promisify(execFile)('mkfifo', [path]);
    // Goes on as soon as the first look has come, and gives it something else to read.
    spawn('sh', ['-c', 'echo later >"$1"; echo ready >"$1.new"; mv "$1.new" "$1"', 'sh', path]);
    const { outcomes } = await runHere([waitFor('w', { path, contains: 'ready' })], { shell });
    expect(outcomes).toEqual({ w: 'changed' });
  });
});

describe('waiting', () => {
  it('is not done by a check, which says that a run would', async () => {
    const { result } = await runHere([waitFor('w', { path: join(root, 'no') })], { check: true });
    expect(result.hosts[0]?.tasks[0]?.outcome).toEqual({
      is: 'changed',
      changes: [{ summary: `wait until ${root}/no is present` }],
    });
  });

  it('ends when its time is over', async () => {
    const port = portOf(server);
    const { result } = await runHere([waitFor('w', { port, state: 'closed', timeoutMs: 300 })]);
    expect(result.hosts[0]?.tasks[0]?.outcome).toMatchObject({
      error: {
        code: 'timeout',
        message: `It was not so within 0.3 s that port ${port} is closed`,
      },
    });
  });

  it('is for the connections of a port', async () => {
    const port = portOf(server);
    const client = connect(port, '127.0.0.1');
    await once(client, 'connect');
    const busy = await runHere([waitFor('w', { port, state: 'drained' })], { check: true });
    client.destroy();
    expect(busy.outcomes).toEqual({ w: 'changed' });
  });

  it('refuses a pattern that is none', async () => {
    const { outcomes } = await runHere([waitFor('w', { path: root, contains: '(' })]);
    expect(outcomes['w']).toBe('failed: "(" is no extended regular expression for grep of this host');
  });

  it.each([
    [{}, 'give either port or path'],
    [{ port: 1, path: '/x' }, 'give either port or path'],
    [{ port: 0 }, 'port'],
    [{ port: 1, state: 'absent' as const }, 'state: of a port is'],
    [{ path: '/x', state: 'open' as const }, 'state: of a port is'],
    [{ path: '/x', address: 'h' }, 'address: is of a port'],
    [{ port: 1, address: '-h' }, 'address: must be a name'],
    [{ path: '/x', state: 'absent' as const, contains: 'x' }, 'contains: is of a path that is present'],
  ])('%j is refused', (params, message) => {
    expect(() => waitFor('w', params)).toThrow(message);
  });
});

describe('a connection from the host is opened', () => {
  const codeOf = async (tools: Readonly<Record<string, string>>, port: number) => {
    const bin = join(root, 'bin');
    await mkdir(bin);
    for (const [name, target] of Object.entries(tools)) await symlink(target, join(bin, name));
    const ran = promisify(execFile)('/bin/sh', ['-c', `PATH=${bin}; ${reachable('127.0.0.1', port).text}`]);
    const code = await ran.then(
      () => 0,
      (error: { readonly code: number }) => error.code,
    );
    await rm(bin, { recursive: true });
    return code;
  };

  it.each<Readonly<Record<string, string>>>([
    { bash: '/bin/bash', timeout: '/usr/bin/timeout' },
    { curl: '/usr/bin/curl' },
    { nc: '/bin/busybox', timeout: '/bin/busybox' },
  ])('by %j', async (tools) => {
    const port = portOf(server);
    expect(await codeOf(tools, port)).toBe(0);
    const closing = once(server, 'close');
    server.close();
    await closing;
    expect(await codeOf(tools, port)).toBe(1);
  });

  it('or it is said that nothing can', async () => {
    expect(await codeOf({}, portOf(server))).toBe(3);
  });
});
