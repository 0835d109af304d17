import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import audit from '../../playbooks/audit-portal.ts';
import renewal from '../../playbooks/renew-portal.ts';
import portal from '../../playbooks/secure-portal.ts';
import superServer from '../../playbooks/secure-superserver.ts';
import unsecured from '../../playbooks/unsecure-portal.ts';
import { innerOf } from '../../src/cli/commands/schema/inner-of.ts';

interface Variable {
  readonly name: string;
  readonly schema: z.ZodType;
}

/** What an inventory may say of a variable, and of those within it. */
function variablesIn(schema: unknown, within = ''): readonly Variable[] {
  const inner = innerOf(schema);
  if (inner instanceof z.ZodIntersection)
    return [...variablesIn(inner.def.left), ...variablesIn(inner.def.right)];
  if (!(inner instanceof z.ZodObject)) return [];
  const shape: Readonly<Record<string, z.ZodType>> = inner.shape;
  return Object.entries(shape).flatMap(([key, one]) => {
    const name = `${within}${key}`;
    return [{ name, schema: one }, ...variablesIn(one, `${name}.`)];
  });
}

const plays = [portal, superServer, audit, renewal, unsecured].flat();
/** Those of the connection are every playbook's. */
const variables = plays
  .flatMap(({ vars }) => variablesIn(vars))
  .filter(({ name }) => !/^(ansible_|drover_|inventory_hostname$)/.test(name));
const once = [...new Map(variables.map((one) => [one.schema, one])).values()];

function problemsOf({ name, schema }: Variable): readonly string[] {
  const { description = '', examples } = schema.meta() ?? {};
  const [example] = Array.isArray(examples) ? examples : [];
  const words = description.replace(/^(private|standalone|existing|supplied|csr|private-ca): /, '');
  const isOptional = schema.safeParse(undefined).success;
  const hasDefault = isOptional && schema.safeParse(undefined).data !== undefined;
  return [
    ...(/^['A-Za-z].*\.$/s.test(words) ? [] : [`${name}: no sentence`]),
    ...(isOptional && !hasDefault && !/Default: |Unset: |Empty: /.test(description)
      ? [`${name}: nothing is said of what holds without it`]
      : []),
    ...(example === undefined ? [`${name}: no example`] : []),
    ...(example === undefined || schema.safeParse(example).success
      ? []
      : [`${name}: refuses its own example ${JSON.stringify(example)}`]),
  ];
}

describe('the variables of the playbooks for the portal', () => {
  it('each have a sentence, an example that they take, and a default or a word on what holds without', () => {
    expect(once.length).toBeGreaterThan(90);
    expect(once.flatMap(problemsOf)).toEqual([]);
  });

  it.each([
    [
      'no sentence',
      z
        .string()
        .default('a')
        .meta({ examples: ['b'] }),
    ],
    ['no example', z.string().default('a').meta({ description: 'A letter.' })],
    [
      'refuses its own example',
      z
        .int()
        .default(1)
        .meta({ description: 'A number.', examples: ['b'] }),
    ],
    [
      'nothing is said',
      z
        .int()
        .optional()
        .meta({ description: 'A number.', examples: [2] }),
    ],
  ])('are found out where there is something missing: %s', (problem, schema) => {
    expect(problemsOf({ name: 'x', schema })).toEqual([expect.stringContaining(problem)]);
  });
});
