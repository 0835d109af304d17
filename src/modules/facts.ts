import { z } from 'zod';
import { defineModule } from '../core/module.ts';
import { all, type Query } from '../core/query.ts';
import type { Scope } from '../core/scope.ts';
import type { Task, TaskOptions } from '../core/task.ts';
import { certificateFacts } from './facts/certificate-facts.ts';
import { type Facts, factsSchema } from './facts/facts-schema.ts';
import { interfaceFacts } from './facts/interface-facts.ts';
import { mountFacts } from './facts/mount-facts.ts';
import { osFacts } from './facts/os-facts.ts';
import { packageFacts } from './facts/package-facts.ts';
import { serviceFacts } from './facts/service-facts.ts';
import { userFacts } from './facts/user-facts.ts';
import { absolutePath } from './shared/params.ts';

type Subset = keyof Facts;

const subsetName = factsSchema.keyof();

const params = z
  .strictObject({
    subsets: z
      .array(subsetName)
      .min(1)
      .readonly()
      .default(subsetName.options)
      .meta({ description: 'What to ask for. Default: all of them.' }),
    certificates: z
      .array(absolutePath)
      .readonly()
      .default([])
      .meta({ description: 'Files in which certificates are looked for, as PEM.' }),
  })
  .refine(({ subsets, certificates }) => certificates.length === 0 || subsets.includes('certificates'), {
    path: ['subsets'],
    message: 'must hold certificates when files of certificates are given',
  });

type Asked = z.output<typeof params>;

const questions: { readonly [S in Subset]: (asked: Asked) => Query<Facts[S]> } = {
  os: osFacts,
  packages: packageFacts,
  services: serviceFacts,
  users: userFacts,
  mounts: mountFacts,
  interfaces: interfaceFacts,
  certificates: ({ certificates }) => certificateFacts(certificates),
};

const seen = defineModule({
  name: 'facts',
  summary: 'What is known of a host: system, packages, services, users, mounts, interfaces, certificates.',
  example: `facts('What the host is', { subsets: ['os', 'mounts'] })`,
  params,
  verifies: true,
  desired: (asked) => asked,
  inspect: (asked): Query<Partial<Facts>> => {
    const parts = Object.fromEntries(asked.subsets.map((subset) => [subset, questions[subset](asked)]));
    return all(parts);
  },
  plan: (): readonly never[] => [],
  describe: (change: never) => change,
  apply: (change: never) => change,
});

interface Given<S extends Subset> {
  readonly subsets?: readonly S[];
  readonly certificates?: readonly string[];
}

function make<const S extends Subset = Subset>(
  name: string,
  given: Given<S> | ((scope: Scope) => Given<S>) = {},
  options: TaskOptions = {},
): Task<Pick<Facts, S>> {
  // What was asked for is there, and nothing else.
  return seen(name, given, options) as Task<Pick<Facts, S>>;
}

/**
 * What is known of a host, asked in one round trip and kept until a task changes it. A later task reads it by its
 * scope, with the types of the subsets that were asked for: `state(what).os.id`. `schema` is that of all subsets.
 */
export const facts = Object.assign(make, { spec: seen.spec, schema: factsSchema });
