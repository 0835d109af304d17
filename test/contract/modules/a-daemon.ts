import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PidFileParams } from '../../../src/modules/service/params.ts';
import { isAlive } from '../../support/is-alive.ts';

/** A little daemon of our own, not running yet. Disposing ends it and removes its files. */
export interface ADaemon extends AsyncDisposable {
  readonly directory: string;
  readonly conf: string;
  readonly manager: Pick<PidFileParams, 'is' | 'pidFile' | 'start' | 'errorLog'>;
  /** The process that its pid file names, while it lives. */
  readonly pid: () => Promise<number | undefined>;
  /** Its process number, and the text of its configuration when it was started. */
  readonly serves: () => Promise<string>;
}

const stays = `echo "$$" >"$1/pid.new" && mv "$1/pid.new" "$1/pid"
[ -n "$stubborn" ] || trap 'rm -f "$1/pid"; exit 0' TERM
while :; do sleep 0.05; done
`;

/** `how`: what it does as it starts, before it writes its pid file; `$1` is its directory. */
export async function aDaemon(how = '', name = 'a-daemon'): Promise<ADaemon> {
  const directory = await mkdtemp(join(tmpdir(), 'drover service-'));
  const program = join(directory, name);
  const conf = join(directory, 'conf');
  const pidFile = join(directory, 'pid');
  await writeFile(conf, 'one');
  await writeFile(
    program,
    `#!/bin/sh\nif [ -d "$1/conf" ] || grep -q broken "$1/conf"; then echo "conf is broken" >&2; exit 3; fi\ncat "$1/conf" >"$1/read"\n${how}\n${stays}`,
  );
  await chmod(program, 0o755);
  const pid = async () => {
    const number = Number(await readFile(pidFile, 'utf8').catch(() => ''));
    return number > 0 && isAlive(number) ? number : undefined;
  };
  return {
    directory,
    conf,
    pid,
    manager: { is: 'pidfile', pidFile, start: [program, directory], errorLog: join(directory, 'log') },
    serves: () => readFile(join(directory, 'read'), 'utf8'),
    [Symbol.asyncDispose]: async () => {
      const number = await pid();
      if (number !== undefined) process.kill(number, 'SIGKILL');
      await rm(directory, { recursive: true, force: true });
    },
  };
}
