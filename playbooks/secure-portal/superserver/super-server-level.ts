import { defineModule, mapQuery, RefusedError } from 'drover';
import { z } from 'zod';
import { instanceParam } from './instance-param.ts';
import type { Level } from './level-problems.ts';
import { levelQuestions, serverLevel } from './server-level.ts';
import { askSession } from './session.ts';
import type { SessionAnswer } from './session-answer.ts';

const params = z.strictObject({
  instance: instanceParam,
  port: z.int().meta({ description: 'The port of the SuperServer.' }),
  bindAddress: z.string().meta({ description: 'The address it is bound to.' }),
});

/** Asks for the level of a SuperServer; undefined where the instance does not tell. */
export const superServerLevel = defineModule({
  name: 'superServerLevel',
  summary: 'Nothing: it tells later tasks the level of TLS of a SuperServer.',
  params,
  verifies: true,
  desired: (given) => given,
  inspect: (desired) => mapQuery(askSession(desired.instance, levelQuestions(desired)), levelIn),
  plan: (): readonly never[] => [],
  describe: (change: never) => change,
  apply: (change: never) => change,
});

function levelIn(answer: SessionAnswer): Level | undefined {
  try {
    return serverLevel(answer).level;
  } catch (error) {
    if (error instanceof RefusedError) return undefined;
    throw error;
  }
}
