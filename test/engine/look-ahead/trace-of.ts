import { chmod, mkdir, mkdtemp, readdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunEvent } from '../../../src/core/event.ts';
import { runHere } from '../../support/local-host.ts';
import type { Recipe } from './recipe.ts';
import { tasksOf } from './tasks-of.ts';

/** What came of a run. */
export interface Trace {
  /** Without their times, and with another name for the directory. */
  readonly events: readonly RunEvent[];
  /** What is on disk at the end, by path; without the log. */
  readonly tree: Readonly<Record<string, string>>;
  /** The names of the tasks that did something, in the order in which that was done; those taken back: `name back`. */
  readonly effects: readonly string[];
}

export interface TraceOptions {
  readonly check?: boolean;
  readonly lookAhead?: boolean;
  /** The run is drained once so many tasks have finished. Default: never. */
  readonly drainAfter?: number;
}

/**
 * Runs the tasks of recipes in a directory where some places hold something already, some are behind a link that leads nowhere, and
 * everybody may write.
 */
export async function traceOf(list: readonly Recipe[], options: TraceOptions = {}): Promise<Trace> {
  const root = await mkdtemp(join(tmpdir(), 'drover-ahead-'));
  const drain = new AbortController();
  let left = options.drainAfter ?? Infinity;
  const onEvent = ({ is }: RunEvent) => {
    if (is === 'task-finished' && --left === 0) drain.abort(new Error('enough'));
  };
  try {
    await furnish(root);
    const { check = false, lookAhead = true } = options;
    const tasks = tasksOf(list, root);
    const { events } = await runHere(tasks, { check, lookAhead, drain: drain.signal, onEvent });
    const { '/log': log = '', ...tree } = await treeOf(root);
    const effects = log.split('\n').filter((line) => line !== '');
    return { events: events.map((event) => timeless(event, root)), tree, effects };
  } finally {
    await rm(root, { recursive: true });
  }
}

async function furnish(root: string): Promise<void> {
  const directories = [root, join(root, 'one'), join(root, 'two')];
  const files = { 'one/a': 'x', top: 'y', log: '' };
  for (const directory of directories.slice(1)) await mkdir(directory);
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(root, name), text);
    await chmod(join(root, name), 0o666);
  }
  for (const directory of directories) await chmod(directory, 0o777);
  await symlink('one', join(root, 'link'));
  // These lead nowhere until a task makes the gate.
  await symlink('gate', join(root, 'door'));
  await symlink('gate/a', join(root, 'to-a'));
}

function timeless(event: RunEvent, root: string): RunEvent {
  // The same event: only texts and numbers are others.
  return JSON.parse(JSON.stringify({ ...event, at: '', tookMs: 0 }).replaceAll(root, '/root')) as RunEvent;
}

async function treeOf(root: string): Promise<Record<string, string>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const told = entries
    .filter((entry) => !entry.isDirectory())
    .map(async (entry) => {
      const path = join(entry.parentPath, entry.name);
      const text = entry.isSymbolicLink() ? await readlink(path) : await readFile(path, 'utf8');
      return [path.replace(root, ''), text.replaceAll(root, '')] as const;
    });
  return Object.fromEntries(await Promise.all(told));
}
