import { sh } from '../../../src/core/sh.ts';
import { group, type Task, type TaskNode, type TaskOptions, transaction } from '../../../src/core/task.ts';
import { command } from '../../../src/modules/command.ts';
import { pointer } from './pointer.ts';
import type { Recipe } from './recipe.ts';
import { word } from './word.ts';

/** The tasks of recipes, each named by its place in the list, in a directory whose log holds what they did. */
export function tasksOf(list: readonly Recipe[], root: string): readonly TaskNode[] {
  const log = `${root}/log`;
  const earlier: Task<string>[] = [];
  const handlers = [
    word('handler', { by: 'handler', path: `${root}/one/a`, word: 'handled', log }),
    command('restart', { script: sh`echo restart >>${log}` }),
  ];
  const remember = (task: Task<string>) => {
    earlier.push(task);
    return task;
  };
  const make = (recipe: Recipe, by: string): TaskNode => {
    if ('inner' in recipe) {
      const inner = recipe.inner.map((one, index) => make(one, `${by}.${index}`));
      return recipe.is === 'group' ? group(by, inner) : transaction(by, inner);
    }
    const options = optionsOf(recipe);
    if (recipe.is === 'pointer')
      return pointer(by, { by, path: `${root}/${recipe.link}`, target: recipe.target, log }, options);
    const path = `${root}/${recipe.place}`;
    switch (recipe.is) {
      case 'word': {
        const notify = recipe.notifies ? { notify: handlers } : {};
        return remember(word(by, { by, path, word: recipe.word, log }, { ...options, ...notify }));
      }
      case 'copy': {
        const source = earlier[recipe.from % Math.max(earlier.length, 1)];
        const textOf = ({ state }: { readonly state: (task: Task<string>) => string }) =>
          source === undefined ? 'none' : state(source);
        return remember(word(by, (scope) => ({ by, path, word: textOf(scope), log }), options));
      }
      case 'when': {
        const source = earlier[recipe.of % Math.max(earlier.length, 1)];
        const when = ({ changed }: { readonly changed: (task: Task) => boolean }) =>
          source !== undefined && changed(source);
        return word(by, { by, path, word: recipe.word, log }, { ...options, when });
      }
      case 'append':
        return command(by, { script: sh`echo ${by} >>${log}; echo more >>${path}` }, options);
    }
  };
  return list.map((recipe, index) => make(recipe, String(index)));
}

function optionsOf({
  as,
  isTimed,
  ignores: ignoreErrors,
}: {
  readonly as: string | undefined;
  readonly isTimed: boolean;
  readonly ignores: boolean;
}): TaskOptions {
  const time = isTimed ? { timeoutMs: 300_000 } : {};
  return { ...(as === undefined ? {} : { become: as }), ...time, ignoreErrors };
}
