import { mkdir, mkdtemp, readdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { commandOf } from '../../src/core/command.ts';
import { RefusedError } from '../../src/core/errors.ts';
import type { RunEvent } from '../../src/core/event.ts';
import { defineModule } from '../../src/core/module.ts';
import { query } from '../../src/core/query.ts';
import { sh } from '../../src/core/sh.ts';
import { group, type Task, type TaskNode, transaction } from '../../src/core/task.ts';
import { command } from '../../src/modules/command.ts';
import { runHere } from '../support/local-host.ts';

/** A file holds a word. Every write is told to a log that nobody looks at: the order of effects. */
const word = defineModule({
  name: 'word',
  summary: 'A file holds a word.',
  params: z.strictObject({ path: z.string(), word: z.string(), log: z.string() }),
  desired: (params) => params,
  inspect: ({ path }) =>
    query(sh`cat -- ${path} 2>/dev/null || :`, { reads: [`file:${path}`], parse: ({ stdout }) => stdout }),
  plan: (current, desired): readonly { readonly is: 'write' }[] => {
    if (desired.word === 'refused') throw new RefusedError('that word is refused');
    return current === desired.word ? [] : [{ is: 'write' }];
  },
  describe: (_change, desired, current) => ({ summary: `${current} → ${desired.word}` }),
  apply: (_change, { path, word, log }) =>
    commandOf(
      sh`echo ${`${path} ${word}`} >>${log}; [ ${word} != fails ] || { echo fails >&2; exit 3; }; cat >${path}`,
      {
        stdin: word,
        touches: [`file:${path}`],
      },
    ),
  undo: (_change, { path, log }, before) =>
    commandOf(sh`echo ${`${path} back`} >>${log}; cat >${path}`, {
      stdin: before,
      touches: [`file:${path}`],
    }),
});

/** A link points to one of two directories. */
const link = defineModule({
  name: 'link',
  summary: 'A link points where it should.',
  params: z.strictObject({ path: z.string(), target: z.string() }),
  desired: (params) => params,
  inspect: ({ path }) =>
    query(sh`readlink -- ${path} || :`, {
      reads: [`file:${path}`],
      parse: ({ stdout }) => stdout.trim(),
    }),
  plan: (current, { target }): readonly 'link'[] => (current === target ? [] : ['link']),
  describe: (_change, { target }) => ({ summary: `→ ${target}` }),
  apply: (_change, { path, target }) =>
    commandOf(sh`ln -sfn -- ${target} ${path}`, { touches: [`file:${path}`] }),
  undo: (_change, { path }, before) =>
    commandOf(sh`ln -sfn -- ${before} ${path}`, { touches: [`file:${path}`] }),
});

const places = ['one/a', 'one/b', 'two/a', 'link/a', 'link/b', 'top'] as const;
const words = ['x', 'y', 'z', 'x', 'y', 'z', 'fails', 'refused'] as const;

/** A recipe for a task; numbers choose among earlier tasks. */
type Recipe =
  | {
      readonly is: 'word';
      readonly place: string;
      readonly word: string;
      readonly notifies: boolean;
    }
  | { readonly is: 'link'; readonly target: string }
  | { readonly is: 'append'; readonly place: string }
  | { readonly is: 'copy'; readonly from: number; readonly place: string }
  | { readonly is: 'when'; readonly of: number; readonly place: string; readonly word: string }
  | { readonly is: 'transaction' | 'group'; readonly inner: readonly Recipe[] };

const place = fc.constantFrom(...places);
const leaf: fc.Arbitrary<Recipe> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      is: fc.constant('word'),
      place,
      word: fc.constantFrom(...words),
      notifies: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('link'), target: fc.constantFrom('one', 'two') }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('append'), place }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('copy'), from: fc.nat(9), place }) },
  {
    weight: 1,
    arbitrary: fc.record({
      is: fc.constant('when'),
      of: fc.nat(9),
      place,
      word: fc.constantFrom(...words),
    }),
  },
);
const recipes = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: leaf },
    {
      weight: 1,
      arbitrary: fc.record({
        is: fc.constantFrom('transaction', 'group'),
        inner: fc.array(leaf, { minLength: 1, maxLength: 5 }),
      }),
    },
  ),
  { minLength: 1, maxLength: 10 },
) as fc.Arbitrary<readonly Recipe[]>; // The constants above are of the literal types.

function tasksOf(list: readonly Recipe[], root: string): readonly TaskNode[] {
  const log = `${root}/log`;
  const earlier: Task<string>[] = [];
  const handlers = [
    word('handler', { path: `${root}/one/a`, word: 'handled', log }),
    command('restart', { script: sh`echo restarted >>${log}` }),
  ];
  const make = (recipe: Recipe, name: string): TaskNode => {
    switch (recipe.is) {
      case 'word':
        return remember(
          word(
            name,
            { path: `${root}/${recipe.place}`, word: recipe.word, log },
            recipe.notifies ? { notify: handlers } : {},
          ),
        );
      case 'copy': {
        const source = earlier[recipe.from % Math.max(earlier.length, 1)];
        return remember(
          word(name, ({ state }) => ({
            path: `${root}/${recipe.place}`,
            word: source === undefined ? 'none' : state(source),
            log,
          })),
        );
      }
      case 'when': {
        const { of, place: at, word: text } = recipe;
        const source = earlier[of % Math.max(earlier.length, 1)];
        const when = ({ changed }: { readonly changed: (task: Task) => boolean }) =>
          source !== undefined && changed(source);
        return word(name, { path: `${root}/${at}`, word: text, log }, { when });
      }
      case 'link':
        return link(name, { path: `${root}/link`, target: recipe.target });
      case 'append':
        return command(name, { script: sh`echo more >>${`${root}/${recipe.place}`}; echo ran >>${log}` });
      case 'transaction':
      case 'group': {
        const inner = recipe.inner.map((one, index) => make(one, `${name}.${index}`));
        return recipe.is === 'group' ? group(name, inner) : transaction(name, inner);
      }
    }
  };
  const remember = (task: Task<string>) => {
    earlier.push(task);
    return task;
  };
  return list.map((recipe, index) => make(recipe, String(index)));
}

interface Trace {
  readonly events: readonly unknown[];
  readonly tree: Readonly<Record<string, string>>;
}

async function traceOf(list: readonly Recipe[], check: boolean, lookAhead: boolean): Promise<Trace> {
  const root = await mkdtemp(join(tmpdir(), 'drover-ahead-'));
  try {
    await mkdir(join(root, 'one'));
    await mkdir(join(root, 'two'));
    await symlink('one', join(root, 'link'));
    await writeFile(join(root, 'one/a'), 'x');
    await writeFile(join(root, 'top'), 'y');
    const { events } = await runHere(tasksOf(list, root), { check, lookAhead });
    return { events: events.map((event) => timeless(event, root)), tree: await treeOf(root) };
  } finally {
    await rm(root, { recursive: true });
  }
}

function timeless(event: RunEvent, root: string): unknown {
  const { at: _at, ...rest } = event;
  return JSON.parse(JSON.stringify({ ...rest, tookMs: 0 }).replaceAll(root, '/root'));
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

describe('looking ahead', () => {
  it('changes neither what happens nor its order nor what is said of it', async () => {
    await fc.assert(
      fc.asyncProperty(recipes, fc.boolean(), async (list, check) => {
        const [ahead, inTurn] = await Promise.all([traceOf(list, check, true), traceOf(list, check, false)]);
        expect(ahead).toEqual(inTurn);
      }),
      { numRuns: process.env['CI'] === 'true' ? 150 : 60 },
    );
  }, 400_000);
});
