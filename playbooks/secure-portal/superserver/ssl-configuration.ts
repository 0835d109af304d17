import { defineModule, mapQuery } from 'drover';
import { z } from 'zod';
import type { Instance } from '../instances/session-words.ts';
import { instanceParam } from './instance-param.ts';
import { fill, literal, type Properties, tell, tellFailure } from './object-script.ts';
import { askSession, runSession } from './session.ts';
import { type SessionAnswer, valuesOf } from './session-answer.ts';

interface SslConfigurationState {
  readonly answer: SessionAnswer;
  /** Undefined: there is no configuration of that name. */
  readonly properties: Properties | undefined;
}

type SslConfigurationChange =
  | { readonly is: 'create' }
  | { readonly is: 'modify'; readonly from: Properties; readonly to: Properties };

const params = z.strictObject({
  instance: instanceParam,
  name: z.string().min(1).max(64).meta({ description: 'Its name; capital letters count.' }),
  properties: z.record(z.string().regex(/^[A-Za-z][A-Za-z0-9]*$/), z.string()).meta({
    description:
      'Properties of Security.SSLConfigs and their values. No secret: they are read back and compared.',
  }),
});

type Desired = z.output<typeof params>;

/** An SSL configuration of an instance (Security.SSLConfigs) is there, and has these properties; others stay as they are. */
export const sslConfiguration = defineModule({
  name: 'sslConfiguration',
  summary: 'An SSL/TLS configuration of an instance has these properties.',
  params,
  desired: (given) => given,
  inspect: (desired) =>
    mapQuery(askSession(desired.instance, questions(desired)), (answer) => stateOf(answer, desired)),
  plan: ({ answer, properties }, desired): readonly SslConfigurationChange[] => {
    valuesOf(answer);
    if (properties === undefined) return [{ is: 'create' }];
    const names = Object.keys(desired.properties).filter(
      (name) => properties[name] !== desired.properties[name],
    );
    if (names.length === 0) return [];
    return [{ is: 'modify', from: only(properties, names), to: only(desired.properties, names) }];
  },
  describe: (change, { name, properties }) => ({
    summary:
      change.is === 'create'
        ? `${name} created: ${said(properties)}`
        : `${name}: ${Object.keys(change.to)
            .map((key) => `${key} ${change.from[key] || '(empty)'} → ${change.to[key]}`)
            .join(', ')}`,
  }),
  apply: (change, { instance, name, properties }) =>
    change.is === 'create'
      ? calling(instance, name, 'Create', properties)
      : calling(instance, name, 'Modify', change.to),
  undo: (change, { instance, name }) =>
    change.is === 'create' ? deleting(instance, name) : calling(instance, name, 'Modify', change.from),
});

const classOf = '##class(Security.SSLConfigs)';

function questions({ name, properties }: Desired): readonly string[] {
  return [
    tell('exists', `${classOf}.Exists(${literal(name)},.object,.sc)`),
    'kill p',
    `if ${classOf}.Exists(${literal(name)},.object,.sc) set sc=${classOf}.Get(${literal(name)},.p) ${tellFailure}`,
    ...Object.keys(properties).map((key) => tell(`p.${key}`, `$get(p(${literal(key)}))`)),
  ];
}

function stateOf(answer: SessionAnswer, { properties }: Desired): SslConfigurationState {
  if (answer.values['exists'] !== '1') return { answer, properties: undefined };
  const read = Object.keys(properties).map((key) => [key, answer.values[`p.${key}`] ?? ''] as const);
  return { answer, properties: Object.fromEntries(read) };
}

function calling(instance: Instance, name: string, method: 'Create' | 'Modify', properties: Properties) {
  return runSession(instance, [
    ...fill(properties),
    `set sc=${classOf}.${method}(${literal(name)},.p)`,
    tellFailure,
    `if sc ${tell('done', '1')}`,
  ]);
}

/** Also where the change was made by half, and there is nothing to delete. */
function deleting(instance: Instance, name: string) {
  return runSession(instance, [
    'set sc=1',
    `if ${classOf}.Exists(${literal(name)},.object,.ignored) set sc=0 set sc=${classOf}.Delete(${literal(name)})`,
    tellFailure,
    `if sc ${tell('done', '1')}`,
  ]);
}

function only(properties: Properties, names: readonly string[]): Properties {
  return Object.fromEntries(names.map((name) => [name, properties[name] ?? '']));
}

function said(properties: Properties): string {
  return Object.entries(properties)
    .map(([name, value]) => `${name}=${value}`)
    .join(', ');
}
