import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { RunEvent } from '../../src/core/event.ts';

const program = resolve(import.meta.dirname, '../../src/cli/main.ts');

export interface CliOptions {
  /** Where the playbook and the inventory are written. */
  readonly directory: string;
  /** The text of the playbook. */
  readonly playbook: string;
  /** Variables of the one host. */
  readonly vars: Readonly<Record<string, unknown>>;
}

/** The program as a user starts it, in a process of its own. */
export interface Cli {
  readonly child: ChildProcess;
  /** What it has written so far. */
  readonly said: () => { readonly out: string; readonly err: string };
  /** Its exit code; NaN when a signal ended it. */
  readonly ended: Promise<number>;
  /** How tasks ended so far, such as `First changed`. */
  readonly outcomes: () => readonly string[];
}

/** Starts `drover run --json` on one host. */
export async function startCli({ directory, playbook, vars }: CliOptions): Promise<Cli> {
  const file = join(directory, 'playbook.ts');
  const inventory = join(directory, 'inventory.json');
  await writeFile(file, playbook);
  await writeFile(inventory, JSON.stringify({ all: { hosts: { one: vars } } }));
  const child = spawn(process.execPath, [program, 'run', file, '-i', inventory, '--json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (text: Buffer) => (out += text.toString()));
  child.stderr.on('data', (text: Buffer) => (err += text.toString()));
  const ended = once(child, 'close').then(([code]) => (code === null ? Number.NaN : Number(code)));
  return {
    child,
    ended,
    said: () => ({ out, err }),
    outcomes: () =>
      out
        .split('\n')
        .slice(0, -1)
        .map((line): RunEvent => JSON.parse(line))
        .flatMap((event) => (event.is === 'task-finished' ? [`${event.name} ${event.outcome.is}`] : [])),
  };
}
