/** Every exit code of `drover`, by what it means; a code has one meaning. */
export const exitCodes = {
  ok: 0,
  failed: 1,
  usage: 2,
  unreachable: 3,
  definition: 4,
  nothingMatched: 5,
  bug: 70,
  cancelled: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
