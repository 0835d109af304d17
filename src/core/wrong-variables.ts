import type { z } from 'zod';
import { DefinitionError } from './errors.ts';
import type { Host } from './host.ts';

/** One variable that is not as a play's schema has it. */
export interface VariableProblem {
  /** With the path within it, such as `tls.port`. */
  readonly variable: string;
  readonly complaint: string;
  /** Where it is set; `undefined` where nothing sets it, or nobody knows. */
  readonly where: string | undefined;
}

/** The variables of a host do not fit a play: all that is wrong with them. */
export class WrongVariables extends DefinitionError {
  readonly host: string;
  readonly problems: readonly VariableProblem[];

  constructor(host: Host, play: string, { issues }: z.ZodError) {
    const problems = issues.map((issue) => problemOf(host, issue));
    super(
      `The variables of ${host.name} do not fit the play "${play}": ${problems.map(sentenceOf).join('; ')}`,
      { hint: 'Set them in the inventory, in group_vars or host_vars, or with -e.' },
    );
    this.host = host.name;
    this.problems = problems;
  }
}

function problemOf(host: Host, { path, message }: z.core.$ZodIssue): VariableProblem {
  const name = String(path[0] ?? '');
  const isSet = Object.hasOwn(host.vars, name);
  const complaint = path.length === 1 && !isSet ? `it is not set (${lowered(message)})` : lowered(message);
  return {
    variable: path.join('.') || 'all variables',
    complaint,
    where: isSet ? host.originOf?.(name) : undefined,
  };
}

function sentenceOf({ variable, complaint, where }: VariableProblem): string {
  return `${variable}: ${complaint}${where === undefined ? '' : ` (${where})`}`;
}

/** The words of the library, without its "Invalid input", and without what is not there. */
function lowered(message: string): string {
  const text = message.replace(/^Invalid input: /, '').replace(/, received undefined$/, '');
  return text.charAt(0).toLowerCase() + text.slice(1);
}
