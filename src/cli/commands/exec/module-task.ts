import { z } from 'zod';
import { UsageError } from '../../../core/errors.ts';
import type { Task } from '../../../core/task.ts';
import { findModule } from '../modules/find-module.ts';
import type { ListedSpec } from '../modules/listed-module.ts';
import { problemOf } from '../schema/problem-of.ts';
import { splitArguments } from './split-arguments.ts';
import { typedBy } from './typed-by.ts';

/** The task of `-m MODULE -a ARGUMENTS`. Throws a UsageError that names all that is wrong with them. */
export function moduleTask(name: string, given: readonly string[]): Task {
  const { spec, make } = findModule(name);
  const params = typedBy(spec.params, splitArguments(given));
  const { success, error } = z.safeParse(spec.params, params);
  if (!success) throw wrong(spec, params, error);
  return make(titleOf(spec, given), params);
}

function titleOf({ name }: ListedSpec, given: readonly string[]): string {
  return [name, ...given].join(' ');
}

function wrong({ name, params: schema }: ListedSpec, given: unknown, { issues }: z.ZodError): UsageError {
  const problems = issues.map((issue) => problemOf(issue, schema, given));
  return new UsageError(`The parameters of ${name} are wrong: ${problems.join('; ')}`, {
    hint: `See them all: drover doc ${name}`,
  });
}
