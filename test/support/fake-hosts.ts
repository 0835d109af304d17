import { PassThrough, Writable } from 'node:stream';
import type { Channel, Connection, Exit } from '../../src/core/connection.ts';
import type { Host } from '../../src/core/host.ts';
import type { Reach } from '../../src/engine/reach.ts';

export interface FakeHostsOptions {
  /** What a host prints for a request; it is given the text of the request. Default: nothing. */
  readonly answer?: (host: string, request: string) => string | Promise<string>;
  /** Told before a host answers its dialling; what it throws is why it was not reached. */
  readonly onConnect?: (host: string) => void | Promise<void>;
}

/** Hosts that speak just enough of the session's protocol to answer, in this process, and that count who is connected. */
export class FakeHosts {
  readonly #options: FakeHostsOptions;
  readonly #open = new Set<string>();
  /** The most connections that there were at a time. */
  mostOpen = 0;
  /** Connections that were made in all. */
  made = 0;

  constructor(options: FakeHostsOptions = {}) {
    this.#options = options;
  }

  get open(): readonly string[] {
    return [...this.#open];
  }

  readonly reachOf = ({ name }: Host): Reach => ({
    shell: 'sh',
    becomePassword: undefined,
    connect: async () => {
      await this.#options.onConnect?.(name);
      return this.#connection(name);
    },
  });

  #connection(name: string): Connection {
    const { promise: lost, resolve } = Promise.withResolvers<undefined>();
    this.#open.add(name);
    this.made += 1;
    this.mostOpen = Math.max(this.mostOpen, this.#open.size);
    return {
      lost,
      open: async (command) =>
        channelOf(command, async (request) => this.#options.answer?.(name, request) ?? ''),
      [Symbol.asyncDispose]: async () => {
        this.#open.delete(name);
        resolve(undefined);
      },
    };
  }
}

/** The answer of a host with which all is well to what a preflight asks; the clock is as many seconds ahead. */
export function wellAnswer({ aheadS = 0, missing = '', freeKb = 9_000_000 } = {}): string {
  const now = Math.floor(Date.now() / 1000) + aheadS;
  const room = (mount: string) => `/dev/sda1 10000000 1000000 ${freeKb} 10% ${mount}`;
  const head = 'Filesystem 1024-blocks Used Available Capacity Mounted on';
  return [now, missing, 'w /', 'w /tmp', '', head, room('/'), room('/')].join('\n');
}

/** Whether a request is what a preflight asks. */
export function isPreflight(request: string): boolean {
  return request.includes('date +%s') && request.includes('df -Pk');
}

function channelOf(command: string, answer: (request: string) => Promise<string>): Channel {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const { promise: closed, resolve } = Promise.withResolvers<Exit>();
  const [, ready = ''] = /echo "([0-9a-f]{24}) \$g"/.exec(command) ?? [];
  stdout.write(`\n${ready} 4711\n`);
  let answered = Promise.resolve();
  const close = () => {
    stdout.end();
    stderr.end();
    resolve({ code: 0, signal: null });
  };
  const reply = async (request: string, token: string) => {
    const text = await answer(request);
    stdout.write(`${text}\n${token} 0\n`);
    stderr.write(`\n${token}\n`);
  };
  const stdin = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      let from = 0;
      const text = chunk.toString();
      for (const match of text.matchAll(/; echo "\n([0-9a-f]{24}-\d+) \$_r"; echo "\n\1" >&2\n/g)) {
        const request = text.slice(from, match.index);
        from = match.index + match[0].length;
        answered = answered.then(() => reply(request, match[1] ?? ''));
      }
      if (/^exit 0$/m.test(text)) close();
      done();
    },
    final: (done) => {
      close();
      done();
    },
  });
  return { stdin, stdout, stderr, closed, close };
}
