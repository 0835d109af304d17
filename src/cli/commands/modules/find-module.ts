import { didYouMean } from '../../../core/did-you-mean.ts';
import { UsageError } from '../../../core/errors.ts';
import type { ListedModule } from './listed-module.ts';
import { listedModules } from './listed-modules.ts';

/** The module with this name. Throws a UsageError, with the name that was probably meant, when there is none. */
export function findModule(name: string): ListedModule {
  const found = listedModules.find(({ spec }) => spec.name === name);
  if (found !== undefined) return found;
  const names = listedModules.map(({ spec }) => spec.name);
  throw new UsageError(`There is no module "${name}"`, { hint: didYouMean(name, names) });
}
