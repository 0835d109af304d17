import type { Layer } from './host-vars.ts';

/** One place that sets a variable. */
export interface VariableDefinition {
  /** On whose behalf, such as `group web`, `group_vars/web` or `host web1`. */
  readonly of: string;
  readonly where: string;
  /** As the source holds it. */
  readonly value: unknown;
}

/** All places that set a variable for a host, in the order of their precedence: the last one wins. */
export function explainVariable(layers: readonly Layer[], name: string): readonly VariableDefinition[] {
  return layers
    .filter(({ block }) => block.vars.has(name))
    .map(({ of, block }) => ({ of, where: block.whereOf(name), value: block.vars.get(name) }));
}
