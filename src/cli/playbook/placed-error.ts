import { relative } from 'node:path';
import { DefinitionError, type ErrorDetails } from '../../core/errors.ts';
import { codeFrame } from './code-frame.ts';
import type { CodePlace } from './code-place.ts';

/** What is wrong, with the place and the lines around it. */
export function placedError(what: string, place: CodePlace, details: ErrorDetails): DefinitionError {
  const { file, line, column } = place;
  const near = relative(process.cwd(), file);
  const name = near.startsWith('..') || near === '' ? file : near;
  const head = `${name}:${line}${column === undefined ? '' : `:${column}`}: ${what}`;
  const frame = codeFrame(place);
  return new DefinitionError(frame === '' ? head : `${head}\n\n${frame}\n`, details);
}
