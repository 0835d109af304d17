import { DefinitionError } from '../../../core/errors.ts';
import type { Play } from '../../../core/play.ts';
import { loadPlaybook } from '../../load-playbook.ts';
import { answerToOurName } from '../../playbook/answer-to-our-name.ts';
import { type JsonSchema, jsonSchemaOf } from '../schema/json-schema-of.ts';
import type { Documented } from './documented.ts';

/** What there is to tell of each play of a playbook. Rejects with a UsageError or DefinitionError. */
export async function playbookDocs(path: string): Promise<readonly Documented[]> {
  answerToOurName();
  const { plays } = await loadPlaybook(path);
  return alike(plays).map(([first, ...more]) => ({
    name: [first, ...more].map(({ name }) => name).join(', '),
    summary: `${more.length === 0 ? 'a play' : 'plays'} for the hosts ${JSON.stringify(first.hosts)}${userOf(first)}.`,
    heading: 'Variables',
    schema: schemaOf(first),
    usage: [`drover run ${path} -i inventory --check --diff`],
  }));
}

/** Plays for the same hosts with the same variables are told of together, at the place of the first. */
function alike(plays: readonly Play[]): readonly (readonly [Play, ...Play[]])[] {
  const isFirst = (play: Play) => plays.find((one) => sameVariables(one, play)) === play;
  return plays
    .filter(isFirst)
    .map((first) => [first, ...plays.filter((one) => one !== first && sameVariables(one, first))]);
}

function sameVariables(one: Play, other: Play): boolean {
  if (one === other) return true;
  return one.vars !== undefined && one.vars === other.vars && one.hosts === other.hosts;
}

function userOf({ become }: Play): string {
  if (become === false) return '';
  return become === true ? ', as root' : `, as ${become}`;
}

function schemaOf({ name, vars }: Play): JsonSchema {
  if (vars === undefined) return {};
  try {
    return withoutConnection(jsonSchemaOf(vars));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DefinitionError(`The variables of the play "${name}" cannot be told of: ${reason}`, {
      cause,
      hint: 'They have to be a schema of zod 4.',
    });
  }
}

/** Every host has these: nobody sets them for a playbook. */
function withoutConnection({ properties = {}, required = [], ...schema }: JsonSchema): JsonSchema {
  const isOurs = (name: string) => !/^(ansible_|inventory_hostname$)/.test(name);
  return {
    ...schema,
    properties: Object.fromEntries(Object.entries(properties).filter(([name]) => isOurs(name))),
    required: required.filter(isOurs),
  };
}
