import { all, defineModule, known, mapQuery, type Shell, sh } from 'drover';
import { z } from 'zod';
import { note, noted } from '../before/note.ts';
import type { Instance } from '../instances/session-words.ts';
import { instanceParam } from './instance-param.ts';
import { fill, literal, type Properties, tell, tellFailure } from './object-script.ts';
import { askSession, runSession, settingsOf } from './session.ts';
import { type SessionAnswer, valuesOf } from './session-answer.ts';

interface SslConfigurationState {
  readonly answer: SessionAnswer;
  /** Undefined: there is no configuration of that name. */
  readonly properties: Properties | undefined;
  /** What was noted before the first change; empty: nothing. */
  readonly kept: string;
}

type SslConfigurationChange =
  | { readonly is: 'create' }
  | { readonly is: 'delete' }
  | { readonly is: 'modify'; readonly from: Properties; readonly to: Properties };

const params = z.strictObject({
  instance: instanceParam,
  name: z.string().min(1).max(64).meta({ description: 'Its name; capital letters count.' }),
  state: z.enum(['present', 'absent']).default('present').meta({ description: 'Whether it is there.' }),
  properties: z
    .record(z.string().regex(/^[A-Za-z][A-Za-z0-9]*$/), z.string())
    .default({})
    .meta({
      description:
        'Properties of Security.SSLConfigs and their values. No secret: they are read back and compared.',
    }),
  keep: z
    .string()
    .startsWith('/')
    .optional()
    .meta({ description: 'Where it is noted as it was before the first change.' }),
});

type Desired = z.output<typeof params>;

/** An SSL configuration of an instance (Security.SSLConfigs) is there with these properties, and others as they are; or not. */
export const sslConfiguration = defineModule({
  name: 'sslConfiguration',
  summary: 'An SSL/TLS configuration of an instance has these properties, or is not there.',
  params,
  desired: (given) => given,
  inspect: (desired) =>
    mapQuery(
      all({
        answer: askSession(desired.instance, questions(desired)),
        kept: desired.keep === undefined ? known('') : noted(desired.keep, settingsOf(desired.instance)),
      }),
      ({ answer, kept }): SslConfigurationState => ({
        answer,
        kept,
        properties: propertiesOf(answer, desired),
      }),
    ),
  plan: ({ answer, properties }, desired): readonly SslConfigurationChange[] => {
    valuesOf(answer);
    if (desired.state === 'absent') return properties === undefined ? [] : [{ is: 'delete' }];
    if (properties === undefined) return [{ is: 'create' }];
    const names = Object.keys(desired.properties).filter(
      (name) => properties[name] !== desired.properties[name],
    );
    if (names.length === 0) return [];
    return [{ is: 'modify', from: only(properties, names), to: only(desired.properties, names) }];
  },
  describe: (change, desired) => ({ summary: wordsOf(change, desired) }),
  apply: (change, { instance, name, properties, keep }, { properties: before }) => {
    const guard = keep === undefined ? sh`:` : note(keep, JSON.stringify(before ?? null));
    switch (change.is) {
      case 'create':
        return calling({ instance, name, guard }, 'Create', properties);
      case 'modify':
        return calling({ instance, name, guard }, 'Modify', change.to);
      case 'delete':
        return deleting({ instance, name, guard });
    }
  },
  // What was not asked for of one that is gone is not known: no way back from that.
  undo: (change, { instance, name, keep }, { kept }) => {
    if (change.is === 'delete') return undefined;
    const guard = keep === undefined || kept !== '' ? sh`:` : sh`rm -f -- ${keep}`;
    return change.is === 'create'
      ? deleting({ instance, name, guard })
      : calling({ instance, name, guard }, 'Modify', change.from);
  },
});

function wordsOf(change: SslConfigurationChange, { name, properties }: Desired): string {
  if (change.is === 'delete') return `${name} deleted`;
  if (change.is === 'create') return `${name} created: ${said(properties)}`;
  const { from, to } = change;
  return `${name}: ${Object.keys(to)
    .map((key) => `${key} ${from[key] || '(empty)'} → ${to[key]}`)
    .join(', ')}`;
}

interface Configuration {
  readonly instance: Instance;
  readonly name: string;
  /** What is done before. */
  readonly guard: Shell;
}

const classOf = '##class(Security.SSLConfigs)';

function questions({ name, properties }: Desired): readonly string[] {
  return [
    tell('exists', `${classOf}.Exists(${literal(name)},.object,.sc)`),
    'kill p',
    `if ${classOf}.Exists(${literal(name)},.object,.sc) set sc=${classOf}.Get(${literal(name)},.p) ${tellFailure}`,
    ...Object.keys(properties).map((key) => tell(`p.${key}`, `$get(p(${literal(key)}))`)),
  ];
}

function propertiesOf({ values }: SessionAnswer, { properties }: Desired): Properties | undefined {
  if (values['exists'] !== '1') return undefined;
  return Object.fromEntries(Object.keys(properties).map((key) => [key, values[`p.${key}`] ?? '']));
}

function calling(
  { instance, name, guard }: Configuration,
  method: 'Create' | 'Modify',
  properties: Properties,
) {
  const lines = [
    ...fill(properties),
    `set sc=${classOf}.${method}(${literal(name)},.p)`,
    tellFailure,
    `if sc ${tell('done', '1')}`,
  ];
  return runSession(instance, lines, guard);
}

/** Also where the change was made by half, and there is nothing to delete. */
function deleting({ instance, name, guard }: Configuration) {
  const lines = [
    'set sc=1',
    `if ${classOf}.Exists(${literal(name)},.object,.ignored) set sc=0 set sc=${classOf}.Delete(${literal(name)})`,
    tellFailure,
    `if sc ${tell('done', '1')}`,
  ];
  return runSession(instance, lines, guard);
}

function only(properties: Properties, names: readonly string[]): Properties {
  return Object.fromEntries(names.map((name) => [name, properties[name] ?? '']));
}

function said(properties: Properties): string {
  return Object.entries(properties)
    .map(([name, value]) => `${name}=${value}`)
    .join(', ');
}
