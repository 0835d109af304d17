import { randomBytes } from 'node:crypto';
import { getEventListeners } from 'node:events';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Connection, Transport } from '../../../src/core/connection.ts';
import { ConnectionError, DefinitionError } from '../../../src/core/errors.ts';
import type { Host } from '../../../src/core/host.ts';
import { ran } from '../../support/ran.ts';
import { signalProcesses } from '../../support/signal-processes.ts';

/** A transport, and a host on this machine that it reaches. Make the transport with a grace of 100 ms. */
export interface ReachableHost extends AsyncDisposable {
  readonly transport: Transport;
  readonly host: Host;
}

const never = new AbortController().signal;

/** What every transport promises, tried on a real host. */
export function transportContract(
  name: string,
  makeHost: () => Promise<ReachableHost>,
  { skip }: { readonly skip?: string | undefined } = {},
): void {
  describe.skipIf(skip !== undefined)(skip === undefined ? name : `${name} (skipped: ${skip})`, () => {
    let reachable: ReachableHost;
    beforeAll(async () => {
      reachable = await makeHost();
    });
    afterAll(() => reachable[Symbol.asyncDispose]());

    const connect = async (): Promise<Connection> => {
      const connection = await reachable.transport.connect(reachable.host, never);
      onTestFinished(() => connection[Symbol.asyncDispose]());
      return connection;
    };
    const said = async (connection: Connection, command: string): Promise<string> =>
      (await ran(await connection.open(command))).stdout.toString().trim();

    describe('a program', () => {
      it('gets and gives all 256 bytes unchanged', async () => {
        const bytes = Buffer.from(Array.from({ length: 256 }, (_, index) => index));
        const { stdout, exit } = await ran(await (await connect()).open('cat'), bytes);
        expect(stdout).toEqual(bytes);
        expect(exit).toEqual({ code: 0, signal: null });
      });

      it('gets and gives 5 MB unchanged', async () => {
        const bytes = randomBytes(5_000_000);
        const { stdout } = await ran(await (await connect()).open('cat'), bytes);
        expect(stdout.equals(bytes)).toBe(true);
      });

      it.each([0, 1, 7, 126, 255])('ends with code %i', async (code) => {
        const { exit } = await ran(await (await connect()).open(`exit ${code}`));
        expect(exit).toEqual({ code, signal: null });
      });

      it('that a signal ends has no code, and names the signal', async () => {
        const { exit } = await ran(await (await connect()).open('kill -s TERM $$'));
        expect(exit).toEqual({ code: null, signal: 'SIGTERM' });
      });

      it('has its two outputs apart', async () => {
        const { stdout, stderr } = await ran(await (await connect()).open('echo out; echo err >&2'));
        expect(stdout.toString()).toBe('out\n');
        expect(stderr).toBe('err\n');
      });

      it('sees the end of its input, and goes on', async () => {
        const { stdout } = await ran(await (await connect()).open('cat >/dev/null; echo end'), 'text');
        expect(stdout.toString()).toBe('end\n');
      });

      it('is closed although nobody looks at what it did not say', async () => {
        const channel = await (await connect()).open('exit 4');
        expect(await channel.closed).toEqual({ code: 4, signal: null });
      });

      it('that ends without reading its input does not hold up who writes it', async () => {
        const channel = await (await connect()).open('exit 3');
        const endless = Readable.from(
          (function* () {
            while (true) yield Buffer.alloc(65_536);
          })(),
        );
        await expect(pipeline(endless, channel.stdin)).rejects.toThrow();
        expect((await ran(channel)).exit).toEqual({ code: 3, signal: null });
      });

      it('that left a child with its output is closed with its own code', async () => {
        const connection = await connect();
        const { stdout, exit } = await ran(await connection.open('sleep 300 & echo $!; exit 5'));
        onTestFinished(() => endQuietly(Number(stdout.toString())));
        expect(exit).toEqual({ code: 5, signal: null });
      });

      it('that left a child that keeps on talking is closed too', async () => {
        const chatter = '(while echo more; do sleep 0.05; done) & echo $! >&2; exit 6';
        const { stderr, exit } = await ran(await (await connect()).open(chatter));
        onTestFinished(() => endQuietly(Number(stderr)));
        expect(exit).toEqual({ code: 6, signal: null });
      });

      it('has all its output read by a reader who is slow', async () => {
        const connection = await connect();
        const channel = await connection.open('head -c 2000000 /dev/zero');
        let bytes = 0;
        for await (const chunk of channel.stdout as AsyncIterable<Buffer>) {
          bytes += chunk.length;
          for (let turns = 0; turns < 50; turns += 1) await turn();
        }
        expect(bytes).toBe(2_000_000);
        expect(await channel.closed).toEqual({ code: 0, signal: null });
      });

      it('that floods its output waits for the reader', async () => {
        const connection = await connect();
        const file = await said(connection, 'mktemp');
        const blocks = 1_000;
        const channel = await connection.open(
          `i=0; while [ $i -lt ${blocks} ]; do head -c 100000 /dev/zero; i=$((i+1)); echo $i >${file}; done`,
        );
        const history: string[] = [];
        await vi.waitFor(
          async () => {
            history.push(await readFile(file, 'utf8'));
            const latest = history.slice(-20);
            expect(latest.length === 20 && new Set(latest).size === 1 && latest[0] !== '').toBe(true);
          },
          { timeout: 60_000, interval: 25 },
        );
        expect(Number(history.at(-1))).toBeLessThan(100);
        expect((await buffer(channel.stdout)).length).toBe(blocks * 100_000);
        await said(connection, `rm ${file}`);
      });
    });

    describe('a channel', () => {
      it('that is closed settles, and its program sees the end of its input', async () => {
        const connection = await connect();
        const file = await said(connection, 'mktemp');
        const channel = await connection.open(`cat >/dev/null; echo ended >${file}`);
        channel.close();
        channel.close();
        expect(await channel.closed).toEqual({ code: null, signal: null });
        await vi.waitFor(async () => expect(await said(connection, `cat ${file}`)).toBe('ended'), 10_000);
        await said(connection, `rm ${file}`);
      });

      it('does not disturb those beside it', async () => {
        const connection = await connect();
        const numbers = [1, 2, 3, 4, 5, 6, 7, 8];
        const all = await Promise.all(
          numbers.map(async (number) => ran(await connection.open('cat'), `${number}`.repeat(100_000))),
        );
        expect(all.map(({ stdout }) => stdout.toString())).toEqual(
          numbers.map((number) => `${number}`.repeat(100_000)),
        );
      });
    });

    describe('a connection', () => {
      it('ends its channels when it is disposed of, is not lost, and may be disposed of again', async () => {
        const connection = await connect();
        const channel = await connection.open('cat');
        await connection[Symbol.asyncDispose]();
        expect(await channel.closed).toEqual({ code: null, signal: null });
        await connection[Symbol.asyncDispose]();
        expect(await connection.lost).toBeUndefined();
      });

      it('opens nothing once it is disposed of', async () => {
        const connection = await connect();
        await connection[Symbol.asyncDispose]();
        await expect(connection.open('true')).rejects.toThrow(ConnectionError);
      });

      it('does not mix with another', async () => {
        const [one, other] = await Promise.all([connect(), connect()]);
        const [cat, dog] = await Promise.all([one.open('cat'), other.open('cat')]);
        const heard = await Promise.all([ran(cat, 'meow'), ran(dog, 'woof')]);
        expect(heard.map(({ stdout }) => stdout.toString())).toEqual(['meow', 'woof']);
        await one[Symbol.asyncDispose]();
        expect(await said(other, 'echo here')).toBe('here');
      });

      it('leaves no listener on the signal nor on the process', async () => {
        const { signal } = new AbortController();
        const before = process.eventNames().map((event) => process.listenerCount(event));
        const connection = await reachable.transport.connect(reachable.host, signal);
        await said(connection, 'true');
        await connection[Symbol.asyncDispose]();
        expect(getEventListeners(signal, 'abort')).toEqual([]);
        expect(process.eventNames().map((event) => process.listenerCount(event))).toEqual(before);
      });

      it('is not made once the signal has fired', async () => {
        const reason = new Error('enough');
        const connecting = reachable.transport.connect(reachable.host, AbortSignal.abort(reason));
        await expect(connecting).rejects.toBe(reason);
      });

      it('is not made to a host whose variables are wrong', async () => {
        const host = { ...reachable.host, vars: { ...reachable.host.vars, ansible_port: 'ssh' } };
        await expect(reachable.transport.connect(host, never)).rejects.toThrow(DefinitionError);
      });
    });
  });
}

function endQuietly(pid: number): void {
  if (Number.isInteger(pid) && pid > 1) signalProcesses([pid], 'SIGKILL');
}
