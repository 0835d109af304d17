import type { Ground } from './ground.ts';

const nothing = { ends: ['ok', 'ok'] } as const;

/** For modules that look, tell or wait, and change nothing. */
export const lookGround = {
  assert: nothing,
  debug: nothing,
  facts: nothing,
  fail: { ends: ['failed: This host has no apt', 'failed: This host has no apt'] },
  find: nothing,
  pause: { ends: ['changed', 'changed'] },
  probe: nothing,
  setFact: nothing,
  stat: { ...nothing, after: ['cert'] },
} as const satisfies Readonly<Record<string, Ground>>;
