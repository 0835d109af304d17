import { all, defineModule, dialogue, known, type Query, RefusedError, sh } from 'drover';
import { z } from 'zod';
import { note, noted } from '../before/note.ts';
import { gatewayUse } from './gateway-use.ts';
import { handshake } from './handshake.ts';
import { instanceParam } from './instance-param.ts';
import { type Level, levelProblems, type MissingClients, type Surroundings } from './level-problems.ts';
import { levelQuestions, type ServerLevel, serverLevel, settingLevel } from './server-level.ts';
import { askSession, settingsOf } from './session.ts';
import type { SessionAnswer } from './session-answer.ts';

interface SuperServerState extends Surroundings {
  readonly answer: SessionAnswer;
  /** What was noted before the first change; empty: nothing. */
  readonly kept: string;
}

interface LevelChange {
  readonly from: ServerLevel;
  readonly to: ServerLevel;
}

const params = z.strictObject({
  instance: instanceParam,
  port: z.int().meta({ description: 'The port of the SuperServer.' }),
  bindAddress: z
    .string()
    .default('0.0.0.0')
    .meta({ description: 'The address it is bound to, where each has its own settings.' }),
  addresses: z
    .array(z.string())
    .default([])
    .meta({ description: 'How the gateway may spell its host, beside loopback.' }),
  level: z.literal([0, 1, 2]).meta({ description: '0: no TLS; 1: TLS is accepted; 2: TLS is required.' }),
  bound: z
    .enum(['at-least', 'at-most', 'exactly'])
    .default('at-least')
    .meta({ description: 'Whether a higher level may stay, or a lower one, or neither.' }),
  config: z.string().optional().meta({
    description: 'Its SSL configuration. Default: %SuperServer, and no other one where it is only lowered.',
  }),
  keep: z
    .string()
    .startsWith('/')
    .optional()
    .meta({ description: 'Where level and configuration before the first change are noted.' }),
  cspIni: z.string().startsWith('/').meta({ description: 'CSP.ini of the gateway on its host.' }),
  caFile: z.string().startsWith('/').meta({ description: 'The CA on the host that vouches for it.' }),
  foreseen: z.boolean().default(false).meta({
    description:
      'In a check: what decides whether level 2 is safe would be changed before, and is not looked at.',
  }),
  clients: z
    .custom<MissingClients>((given) => typeof given === 'function', 'must be a function')
    .default(() => () => [])
    .meta({
      description:
        'Says, when level 2 is to be set, which clients have not answered over TLS by a certificate.',
    }),
});

type Desired = z.output<typeof params>;

/**
 * A SuperServer has at least, at most or exactly its level of TLS. Level 2 is refused, whatever ran before, unless the
 * gateway on its host speaks TLS and verifies it, it answers over TLS with a certificate that leads to the CA, and all
 * clients have answered; level 0 is refused while the gateway or a client asks for TLS. That holds for the way back too.
 */
export const superServer = defineModule({
  name: 'superServer',
  summary: 'A SuperServer has its level of TLS; level 2 only once everybody has answered over TLS.',
  params,
  desired: (given) => given,
  inspect: (desired) =>
    all<SuperServerState & Record<string, unknown>>({
      answer: askSession(desired.instance, levelQuestions(desired)),
      kept: desired.keep === undefined ? known('') : noted(desired.keep, settingsOf(desired.instance)),
      ...surroundings(desired),
    }),
  plan: (current, desired): readonly LevelChange[] => {
    const from = serverLevel(current.answer);
    const to = wanted(from, desired);
    const { level } = to;
    if (from.level === to.level && from.config === to.config) return [];
    if (from.level !== level && !desired.foreseen) refuse(level, current, desired.clients);
    return [{ from, to }];
  },
  describe: ({ from, to }) => ({
    summary: `level ${words(from.level)} → ${words(to.level)}${from.config === to.config ? '' : `, SSL configuration ${from.config || '(none)'} → ${to.config}`}`,
  }),
  apply: ({ from, to }, desired, { gateway }) => {
    const kept = desired.keep === undefined ? sh`:` : note(desired.keep, `${from.level}|${from.config}`);
    const guard =
      to.level === 2 && gateway.is === 'file'
        ? sh`[ "$(sha256sum <${desired.cspIni} | cut -d ' ' -f 1)" = ${gateway.sha256} ] || problem "CSP.ini was changed meanwhile: run again"`
        : sh`:`;
    return settingLevel(desired, to, sh`${guard} && ${kept} || exit`);
  },
  undo: ({ from }, desired, { kept }) =>
    dialogue([settingsOf(desired.instance)], async (host) => {
      const around = await host.ask(
        all<Surroundings & Record<string, unknown>>(surroundings({ ...desired, level: from.level })),
      );
      refuse(from.level, around, desired.clients);
      const { keep } = desired;
      const forget = keep === undefined || kept !== '' ? sh`:` : sh`rm -f -- ${keep}`;
      await host.run(settingLevel(desired, from, forget));
    }),
});

function wanted(from: ServerLevel, { level: bound, bound: is, config }: Desired): ServerLevel {
  const stays = (is === 'at-least' && from.level > bound) || (is === 'at-most' && from.level < bound);
  const level = stays ? from.level : bound;
  const usual = level === 0 || is === 'at-most' ? from.config : '%SuperServer';
  return { ...from, level, config: config ?? usual };
}

function surroundings(desired: Desired): { readonly [K in keyof Surroundings]: Query<Surroundings[K]> } {
  const { port, addresses, cspIni, caFile, bindAddress } = desired;
  const address = bindAddress === '0.0.0.0' ? '127.0.0.1' : bindAddress;
  const high = desired.level === 2;
  return {
    gateway: gatewayUse(cspIni, { port, addresses }),
    handshake: high ? handshake({ address, port, caFile }) : known({ is: 'unknown' as const }),
  };
}

function refuse(level: Level, around: Surroundings, clients: MissingClients): void {
  const problems = levelProblems(level, around, clients);
  if (problems.length === 0) return;
  throw new RefusedError(
    `The SuperServer stays as it is; level ${words(level)} would cut off: ${problems.join('; ')}`,
    {
      hint:
        level === 2
          ? 'Run the stages gateway and clients, see to it that each of these answers over TLS, and run again.'
          : 'Let the gateway and each client go without TLS first: unsecure-portal does, for the hosts in superserver_clients.',
    },
  );
}

function words(level: Level): string {
  return ['0 (no TLS)', '1 (TLS accepted)', '2 (TLS required)'][level] ?? String(level);
}
