import { Writable } from 'node:stream';
import type { ClientChannel } from 'ssh2';
import { ProgramChannel } from './program-channel.ts';

/** Makes a channel of ours of one of ssh2's. To be called at once when it was opened, so that no event is missed. */
export function sshChannel(channel: ClientChannel, graceMs: number): ProgramChannel {
  channel.on('error', () => {});
  const program = new ProgramChannel({
    stdin: stdinOf(channel),
    stdout: channel,
    stderr: channel.stderr,
    release: () => channel.close(),
    graceMs,
  });
  channel.on('exit', (code: number | null, signal?: string) =>
    program.exited({ code, signal: signal ?? null }),
  );
  channel.on('close', () => program.finished());
  return program;
}

/**
 * ssh2's channel is one stream for both ways, and forgets the callbacks of writes when the connection is lost. This
 * one can be destroyed by itself, and whoever waits for it then knows.
 */
function stdinOf(channel: ClientChannel): Writable {
  return new Writable({
    write: (chunk: Buffer, _encoding, done) => void channel.write(chunk, () => done()),
    final: (done) => void channel.end(() => done()),
  });
}
