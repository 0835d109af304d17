import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const watcher = join(import.meta.dirname, 'page-watcher.ts');

/** A server that is replaced is away for two seconds at most on an idle machine; tests keep theirs busy. */
export const brieflyMs = 10_000;

export interface PageWatch {
  /** Ends the watch and gives the longest time in which nobody got an answer, in milliseconds. */
  readonly end: () => Promise<number>;
}

/**
 * Asks for a page every 50 ms, as a client would that does not give up; an answer is whatever the server says below 500.
 * It has a process of its own: while a run keeps ours busy, the server would seem to be down.
 */
export async function watchPage(url: string): Promise<PageWatch> {
  const child = spawn(process.execPath, [watcher, url], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  await lines.next();
  return {
    end: async () => {
      child.stdin.end();
      const { value } = await lines.next();
      return Number(value);
    },
  };
}
