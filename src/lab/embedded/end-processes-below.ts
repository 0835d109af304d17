import { readdir, readFile, stat } from 'node:fs/promises';

/** Ends (TERM) every process of this user, for root of anybody, whose program was started from below a directory. Answers how many. */
export async function endProcessesBelow(directory: string): Promise<number> {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const ours = await Promise.all(pids.map((pid) => isOurs(pid, directory)));
  const found = pids.filter((_, index) => ours[index]);
  for (const pid of found) endOne(Number(pid));
  return found.length;
}

async function isOurs(pid: string, directory: string): Promise<boolean> {
  try {
    const [{ uid }, line] = await Promise.all([
      stat(`/proc/${pid}`),
      readFile(`/proc/${pid}/cmdline`, 'utf8'),
    ]);
    const me = process.getuid?.();
    return (me === 0 || uid === me) && line.startsWith(`${directory}/`);
  } catch {
    // It ended meanwhile.
    return false;
  }
}

function endOne(pid: number): void {
  try {
    process.kill(pid);
  } catch {
    // It ended meanwhile.
  }
}
