import { formsOf } from '../schema/parameters-of.ts';
import type { Documented } from './documented.ts';

/** Variables as a YAML file to begin with: required ones set to an example, the others in comments. */
export function varsYaml({ name, schema }: Documented): string {
  const variables = formsOf(schema).flat();
  const entries = variables.flatMap(({ name, description, required, sample }) => [
    '',
    ...(description === undefined ? [] : [`# ${description}`]),
    `${required ? '' : '# '}${name}: ${sample}`,
  ]);
  return [`# Variables of ${name}, for group_vars or host_vars.`, ...entries].join('\n');
}
