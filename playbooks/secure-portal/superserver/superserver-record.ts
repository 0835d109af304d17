import { type Scope, sh, type TaskNode } from 'drover';
import { file, probe } from 'drover/modules';
import { beforeOf } from '../superserver.ts';
import type { Level } from './level-problems.ts';
import type { Properties } from './object-script.ts';
import type { SuperServerSettings } from './superserver-settings.ts';

/** What was noted of a SuperServer before its first change; undefined: nothing. */
export interface SuperServerRecord {
  /** Tasks that read it, before all that ask. */
  readonly read: readonly TaskNode[];
  readonly level: (scope: Scope) => { readonly level: Level; readonly config: string } | undefined;
  /** Null: there was no SSL configuration. */
  readonly configuration: (scope: Scope) => Properties | null | undefined;
  /** Tasks after which nothing is noted any more. */
  readonly forget: readonly TaskNode[];
}

export function superServerRecord(settings: SuperServerSettings): SuperServerRecord {
  const { level: levelFile, configuration: configurationFile } = beforeOf(settings);
  const level = reading('The level before the first change is known', levelFile);
  const configuration = reading('The SSL configuration before the first change is known', configurationFile);
  return {
    read: [level, configuration],
    level: (scope) => {
      const [, number, config = ''] = /^([012])\|(.*)$/m.exec(scope.state(level).stdout) ?? [];
      // One of the three by the line above.
      return number === undefined ? undefined : { level: Number(number) as Level, config };
    },
    configuration: (scope) => {
      const noted = scope.state(configuration).stdout.trim();
      // Written by this project, for root only.
      return noted === '' ? undefined : (JSON.parse(noted) as Properties | null);
    },
    forget: [levelFile, configurationFile].map((path) => file(`${path} is gone`, { path, state: 'absent' })),
  };
}

function reading(name: string, path: string) {
  return probe(name, { script: sh`[ ! -f ${path} ] || cat -- ${path}`, reads: [`file:${path}`] });
}
