import { z } from 'zod';
import { Secret } from '../../../core/secret.ts';
import { sh } from '../../../core/sh.ts';

/** The part of JSON Schema that documentation is made from. */
export interface JsonSchema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  /** What JSON has no word for: a script, a function, a secret. */
  readonly 'x-type'?: string;
}

/** What may be given to a schema, as JSON Schema. */
export function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  const made = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      const words = wordsFor(zodSchema);
      if (words !== undefined) jsonSchema['x-type'] = words;
      const { def } = zodSchema._zod;
      // The library leaves out the default of what is transformed later.
      if (def.type === 'default') jsonSchema.default ??= plain(def.defaultValue);
    },
  });
  // The library's type has every keyword of every draft; these are the ones that it writes.
  return made as JsonSchema;
}

const samples: readonly (readonly [string, unknown])[] = [
  ['sh`…`', sh`true`],
  ['function', () => undefined],
  ['Secret', new Secret('sample')],
  ['bytes', new Uint8Array()],
  ['RegExp', /./],
  ['resources', ['file:/etc/hosts']],
];

/** What a schema of our own making takes is found by trying. */
function wordsFor(schema: z.core.$ZodTypes): string | undefined {
  if (schema._zod.def.type !== 'custom') return undefined;
  return samples.find(([, sample]) => z.safeParse(schema, sample).success)?.[0];
}

function plain(value: unknown): z.core.util.JSONType | undefined {
  const text: string | undefined = JSON.stringify(value);
  return text === undefined ? undefined : JSON.parse(text);
}
