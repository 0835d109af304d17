import { InvalidArgumentError } from 'commander';

/** Reads `--at-most rack-a=2`: a name of what hosts share, and how many of them at a time. */
export function atMost(
  value: string,
  before: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  const [, name = '', most] = /^(.+)=([1-9]\d*)$/.exec(value) ?? [];
  if (most === undefined) {
    throw new InvalidArgumentError(
      'It must be NAME=NUMBER, such as rack-a=2, with a whole number from 1 on.',
    );
  }
  return { ...before, [name]: Number(most) };
}
