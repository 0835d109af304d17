import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A real ssh-agent that holds one key. */
export async function startSshAgent(keyFile: string): Promise<{ readonly socket: string } & AsyncDisposable> {
  const directory = await mkdtemp(join(tmpdir(), 'drover-agent-'));
  const socket = join(directory, 'socket');
  const { stdout } = await run('ssh-agent', ['-s', '-a', socket]);
  const pid = Number(/SSH_AGENT_PID=(\d+)/.exec(stdout)?.[1]);
  await run('ssh-add', ['-q', keyFile], { env: { ...process.env, SSH_AUTH_SOCK: socket } });
  return {
    socket,
    [Symbol.asyncDispose]: async () => {
      process.kill(pid, 'SIGTERM');
      await rm(directory, { recursive: true, force: true });
    },
  };
}
