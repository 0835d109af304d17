import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { dialogue } from '../core/command.ts';
import { defineModule } from '../core/module.ts';
import { controllerQuery, known } from '../core/query.ts';
import { pressEnter } from './pause/press-enter.ts';

const params = z
  .strictObject({
    seconds: z.number().positive().max(86_400).optional().meta({ description: 'How long; a day at most.' }),
    prompt: z.string().min(1).optional().meta({
      description: 'What somebody at the terminal of the controller reads before pressing Enter.',
    }),
  })
  .refine(({ seconds, prompt }) => (seconds === undefined) !== (prompt === undefined), {
    message: 'give either seconds or prompt',
  });

/** What ends the wait from outside: the end of the run, or of the task's time. */
const ending = controllerQuery((signal) => Promise.resolve(signal), []);

/**
 * The host waits: for some seconds, or until somebody presses Enter. It counts as changed, since nobody knows what has
 * become otherwise meanwhile: all that comes behind looks anew. To wait for a state, `waitFor` is better. Leave it out
 * of a check by `when: ({ check }) => !check`, or let the check say that a run would wait.
 */
export const pause = defineModule({
  name: 'pause',
  summary: 'The host waits for some seconds, or until somebody at the terminal presses Enter.',
  example: "pause('The load balancer has noticed', { seconds: 2 })",
  params,
  desired: (given) => given,
  inspect: () => known({ paused: false }),
  plan: (): readonly 'pause'[] => ['pause'],
  describe: (_, { seconds, prompt }) => ({
    summary: prompt === undefined ? `wait for ${seconds} s` : `wait for Enter: ${prompt}`,
  }),
  apply: (_, { seconds = 0, prompt }) =>
    dialogue('everything', async (host) => {
      const signal = await host.ask(ending);
      const waiting =
        prompt === undefined ? sleep(seconds * 1000, undefined, { signal }) : pressEnter(prompt, signal);
      // An abort is told by its own reason.
      await waiting.catch((error: unknown) => {
        signal.throwIfAborted();
        throw error;
      });
    }),
  undo: () => dialogue([], () => Promise.resolve()),
  conclude: () => ({ paused: true }),
});
