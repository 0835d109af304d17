import { type Command, RefusedError, type Shell } from 'drover';
import type { Instance } from '../instances/session-words.ts';
import type { Level } from './level-problems.ts';
import { fill, literal, type Properties, tell, tellFailure } from './object-script.ts';
import { runSession } from './session.ts';
import { type SessionAnswer, valuesOf } from './session-answer.ts';

/** What a SuperServer is told about TLS. */
export interface ServerLevel {
  /** `system`: one level for all, and the configuration %SuperServer; `servers`: each has its own (Security.Servers). */
  readonly generation: 'system' | 'servers';
  readonly level: Level;
  readonly config: string;
}

interface Server {
  readonly instance: Instance;
  readonly port: number;
  readonly bindAddress: string;
}

const newer = '##class(%Dictionary.CompiledClass).%ExistsId("Security.Servers")';

/** The lines of a session that ask for the level, in whichever generation the instance is of. */
export function levelQuestions({ port, bindAddress }: Server): readonly string[] {
  const get = `##class(Security.Servers).Get(${port},${literal(bindAddress)},.p)`;
  return [
    `set servers=${newer}`,
    tell('servers', 'servers'),
    'kill p',
    `if servers set sc=${get} ${tellFailure}`,
    `if 'servers set sc=##class(Security.System).Get("SYSTEM",.p) ${tellFailure}`,
    tell('level', '$select(servers:$get(p("SSLSupportLevel")),1:$get(p("SSLSuperServer")))'),
    tell('config', '$get(p("SSLConfig"))'),
  ];
}

/** Reads the answers. Throws a RefusedError with what the session said when they are not all there. */
export function serverLevel(answer: SessionAnswer): ServerLevel {
  const { servers, level = '', config = '' } = valuesOf(answer);
  const generation = servers === '1' ? 'servers' : 'system';
  if (level !== '0' && level !== '1' && level !== '2') {
    throw new RefusedError(`The instance says that the SuperServer's level of TLS is "${level}"`, {
      hint: 'It should be 0, 1 or 2: look at it in the portal, under Security.',
    });
  }
  // One of the three by the line above.
  const number = Number(level) as Level;
  return { generation, level: number, config: generation === 'servers' ? config : '%SuperServer' };
}

/** Sets level and configuration; nothing else of the SuperServer's settings is named, so that all else stays. */
export function settingLevel(server: Server, to: ServerLevel, guard: Shell): Command {
  const { instance } = server;
  const level = String(to.level);
  const properties: Properties =
    to.generation === 'servers'
      ? { SSLConfig: to.config, SSLSupportLevel: level }
      : { SSLSuperServer: level };
  const modify =
    to.generation === 'servers'
      ? `##class(Security.Servers).Modify(${server.port},${literal(server.bindAddress)},.p)`
      : '##class(Security.System).Modify("SYSTEM",.p)';
  const exists = `##class(Security.SSLConfigs).Exists(${literal(to.config)},.object,.ignored)`;
  const missing = `if 'there ${tell('failed', literal(`there is no SSL configuration ${to.config}`))}`;
  return runSession(
    instance,
    [
      ...(to.level === 0 ? ['set there=1'] : [`set there=0 set there=${exists}`, missing]),
      ...fill(properties),
      `if there set sc=${modify} ${tellFailure}`,
      `if there if sc ${tell('done', '1')}`,
    ],
    guard,
  );
}
