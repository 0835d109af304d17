import { DefinitionError, DroverError } from '../../core/errors.ts';
import { WrongVariables } from '../../core/wrong-variables.ts';
import { type PlayProblem, WrongPlays } from '../../engine/wrong-plays.ts';
import type { CodePlace } from './code-place.ts';
import { placeOfError } from './place-of-error.ts';
import { placedError } from './placed-error.ts';

const nothing = 'Nothing was touched.';

/** The exception with which plays were refused, each of its problems with the place in the user's code it comes from. */
export function locateProblem(error: unknown): unknown {
  if (error instanceof WrongPlays) return together(error);
  return error instanceof DroverError ? error : located(error);
}

/** Those in the code first, each place once, with the lines around it; variables say by themselves where they are set. */
function together(error: WrongPlays): DefinitionError {
  const [only, ...more] = error.problems;
  const placed = new Map<string, DefinitionError>();
  const others: string[] = [];
  for (const problem of error.problems) {
    const place = placeOf(problem);
    const key = JSON.stringify(place);
    if (place === undefined) others.push(problem.text);
    else if (!placed.has(key)) placed.set(key, placedOf(problem, place));
  }
  const [first] = placed.values();
  if (first === undefined) return more.length === 0 && only !== undefined ? alone(only, error) : error;
  if (placed.size === 1 && others.length === 0) return first;
  const texts = [...[...placed.values()].map(({ message }) => message), ...others];
  return new DefinitionError(`${texts.length} problems:\n\n${texts.join('\n')}`, {
    hint: nothing,
    cause: error,
  });
}

function placeOf({ error }: PlayProblem): CodePlace | undefined {
  return error instanceof WrongVariables ? undefined : placeOfError(error);
}

/** One that has no place says itself what to do. */
function alone({ error }: PlayProblem, gathered: WrongPlays): DefinitionError {
  return error instanceof WrongVariables ? gathered : error;
}

function placedOf({ play, host, error }: PlayProblem, place: CodePlace): DefinitionError {
  const { message, hint = nothing } = error;
  return placedError(`${message} (play "${play}", host ${host})`, place, { cause: error, hint });
}

function located(cause: unknown): unknown {
  const place = placeOfError(cause);
  if (place === undefined || !(cause instanceof Error)) return cause;
  return placedError(`${cause.name}: ${cause.message}`, place, { cause, hint: nothing });
}
