import { DefinitionError } from '../core/errors.ts';

/** One thing that is wrong with a play, for all hosts that have it. */
export interface PlayProblem {
  readonly play: string;
  /** The first host that has it. */
  readonly host: string;
  /** What is wrong, with its play, its hosts and, of a variable, where it is set. */
  readonly text: string;
  readonly error: DefinitionError;
}

/** Plays and their hosts do not fit: all that is wrong with them. */
export class WrongPlays extends DefinitionError {
  readonly problems: readonly PlayProblem[];

  constructor(problems: readonly PlayProblem[]) {
    super(listed(problems.map(({ text }) => text)), { hint: 'Nothing was touched.' });
    this.problems = problems;
  }
}

function listed(problems: readonly string[]): string {
  const [first = ''] = problems;
  return problems.length === 1
    ? first
    : `${problems.length} problems:\n${problems.map((one) => `  ${one}`).join('\n')}`;
}
