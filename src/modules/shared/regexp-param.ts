import { z } from 'zod';

/**
 * A regular expression of JavaScript: a RegExp, or its text. Not Python's: a flag is written `/…/i`, not `(?i)`, and a
 * named group `(?<name>…)`, not `(?P<name>…)`.
 */
export const regexpParam = z.union([z.instanceof(RegExp), z.string().min(1)]).transform((given, context) => {
  try {
    // With the flags g and y an expression would remember where it stopped.
    return given instanceof RegExp
      ? new RegExp(given.source, given.flags.replace(/[gy]/g, ''))
      : new RegExp(given);
  } catch (error) {
    context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
    return z.NEVER;
  }
});
