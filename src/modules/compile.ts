import { commandOf } from '../core/command.ts';
import { RefusedError } from '../core/errors.ts';
import { defineModule } from '../core/module.ts';
import { all, known, mapQuery } from '../core/query.ts';
import { sh } from '../core/sh.ts';
import { buildProgress } from './compile/build-progress.ts';
import { buildScript } from './compile/build-script.ts';
import { buildStamp } from './compile/build-stamp.ts';
import { builtState, cachedStamps } from './compile/built-state.ts';
import { type Ingredients, ingredientsOf } from './compile/ingredients.ts';
import { type CompileParams, compileParams } from './compile/params.ts';
import { keepFile, putBack } from './shared/keep-file.ts';
import { requireTools } from './shared/require-tools.ts';
import { toolsState } from './shared/tools-state.ts';

/** `stamp` is absent in check mode, while the sources are not there yet. */
interface BuildChange {
  readonly is: 'build';
  readonly stamp: string | undefined;
  readonly cached: boolean;
}

/**
 * Sources are compiled (by autotools, CMake or a plain Makefile) and the result is installed. It is built again when anything
 * that it depends on has changed: the archives, the flags, the compiler or the system.
 */
export const compile = defineModule({
  name: 'compile',
  summary: 'Sources are compiled by autotools, CMake or make and installed, with these flags.',
  example: `compile('httpd is built', {
  source: '/usr/src/httpd-2.4.68',
  prefix: '/opt/httpd',
  staging: '/var/tmp/httpd-stage',
  configure: ['--enable-ssl'],
})`,
  params: compileParams,
  desired: (given: CompileParams) => ({
    ...given,
    tree: `${given.staging ?? ''}${given.prefix}`,
    log: given.log ?? `${given.source}.log`,
    tools: given.tools ?? ['cc', 'make', ...(given.buildSystem === 'cmake' ? ['cmake'] : [])],
  }),
  inspect: (desired) => {
    const { tree, staging, cache, tools } = desired;
    const parts = all({
      built: builtState(tree, staging ?? tree),
      ingredients: ingredientsOf(desired),
      tools: toolsState(tools),
      cached: cache === undefined ? known<readonly string[]>([]) : cachedStamps(cache),
    });
    return mapQuery(parts, (found) => ({
      ...found,
      tree,
      stamp: found.built.stamp,
      fromCache: found.built.fromCache,
      wanted: buildStamp(desired, found.ingredients, found.built.compiler),
    }));
  },
  plan: ({ built, ingredients, tools, cached, wanted }, desired): readonly BuildChange[] => {
    if (wanted !== undefined && wanted === built.stamp) return [];
    const { source, staging } = desired;
    requireSources(ingredients);
    if (built.is === 'foreign' && staging !== undefined) {
      throw new RefusedError(`${staging} is there and is not a tree that was built for ${desired.prefix}`, {
        hint: 'Name a directory for staging that is used for nothing else, or remove this one.',
      });
    }
    requireTools(tools, `${source} cannot be compiled`);
    return [{ is: 'build', stamp: wanted, cached: wanted !== undefined && cached.includes(wanted) }];
  },
  describe: ({ cached }, { tree, source }) => ({
    summary: cached ? `${tree} taken from the cache` : `${tree} built from ${source}`,
  }),
  apply: ({ stamp = '' }, desired, { ingredients }) => {
    const { staging, source, log, timeoutMs } = desired;
    const compiler = ingredients.is === 'known' ? ingredients.compiler : '';
    const build = buildScript({ ...desired, compiler }, stamp);
    const keep = staging === undefined ? sh`:` : keepFile(staging);
    return commandOf(
      sh`${keep} || exit
${build}`,
      {
        touches: [
          `file:${staging ?? desired.prefix}`,
          `file:${source}.drover-build`,
          `file:${log}`,
          ...(desired.cache === undefined ? [] : [`file:${desired.cache}` as const]),
        ],
        timeoutMs,
        progress: buildProgress(),
        isFollowed: true,
      },
    );
  },
  undo: (_change, { staging, prefix }, { built }) => {
    if (staging !== undefined) return commandOf(putBack(staging), { touches: [`file:${staging}`] });
    // Installed among other things, or over an older build: what was there before is not known.
    return built.is === 'absent'
      ? commandOf(sh`rm -rf -- ${prefix}`, { touches: [`file:${prefix}`] })
      : undefined;
  },
});

function requireSources(ingredients: Ingredients): void {
  if (ingredients.is !== 'known') return;
  for (const part of ingredients.parts) {
    if (part.is === 'absent') throw new RefusedError(`There is no ${part.path} to build from`);
    if (part.is === 'unstamped') {
      throw new RefusedError(`${part.path} does not say what it is`, {
        hint: 'Unpack it with the module unarchive, which leaves a stamp in it.',
      });
    }
  }
}
