import { readFileSync } from 'node:fs';

const pageKb = 4;

/** What a process and all below it hold in memory now; pages that several share are counted for each. */
export function residentKb(pid: number): number {
  const children = read(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number);
  const pages = Number(read(`/proc/${pid}/statm`).split(' ')[1] ?? 0);
  return children.reduce((sum, child) => sum + residentKb(child), pages * pageKb);
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // It has ended meanwhile.
    return '';
  }
}
