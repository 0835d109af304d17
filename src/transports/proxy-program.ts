import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Duplex } from 'node:stream';
import { ConnectionError } from '../core/errors.ts';
import { placeOf } from './place-of.ts';
import type { SshSettings } from './ssh-settings.ts';

/** How much of what the program says is kept. */
const keptLetters = 2_000;

/**
 * Starts the program of ProxyCommand, whose standard input and output lead to the server. It runs in a process group
 * of its own, which ends with the stream.
 */
export async function proxyProgram(settings: SshSettings, command: string): Promise<Duplex> {
  const child = spawn('/bin/sh', ['-c', `exec ${command}`], { stdio: 'pipe', detached: true });
  const { stdin, stdout, stderr } = child;
  let said = '';
  const stream: Duplex = new Duplex({
    allowHalfOpen: false,
    read: () => void stdout.resume(),
    write: (chunk: Buffer, _encoding, done) => void stdin.write(chunk, () => done()),
    final: (done) => {
      stdin.end();
      done();
    },
    destroy: (error, done) => {
      end(child.pid);
      done(error);
    },
  });
  stderr.on('data', (chunk: Buffer) => {
    said = `${said}${chunk.toString()}`.slice(-keptLetters);
  });
  stdin.on('error', () => {});
  stdout.on('data', (chunk: Buffer) => {
    if (!stream.push(chunk)) stdout.pause();
  });
  child.once('close', (code, signal) => {
    if (stream.destroyed) return;
    const why = said.trim() || (signal === null ? `exit code ${code}` : signal);
    stream.destroy(
      new ConnectionError(`The ProxyCommand of ${placeOf(settings)} ended: ${why}`, {
        hint: `Try it by hand: ${command}`,
      }),
    );
  });
  await once(child, 'spawn');
  return stream;
}

function end(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGTERM');
  } catch {
    // It has ended already.
  }
}
