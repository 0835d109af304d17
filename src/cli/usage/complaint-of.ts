import { foreignFlags } from './foreign-flags.ts';

export interface Complaint {
  readonly what: string;
  readonly hint?: string | undefined;
}

type Rule = readonly [said: RegExp, complaint: (...parts: readonly string[]) => Complaint];

/** What the library says of a wrong command line, and what we say. */
const rules: readonly Rule[] = [
  [
    /^unknown option '(.+)'$/,
    (flag = '') => ({ what: `There is no flag "${flag}"`, hint: foreignFlags.get(flag) }),
  ],
  [/^unknown command '(.+)'$/, (name) => ({ what: `There is no command "${name}"` })],
  [/^missing required argument '(.+)'$/, (name) => ({ what: `<${name}> is missing` })],
  [/^option '(.+)' argument missing$/, (flag) => ({ what: `${flag} has no value` })],
  [
    /^(?:option|command-argument value) '(.+)' (?:argument '(.*)' is invalid|is invalid for argument '.+')\. (.+)$/s,
    (first = '', value, why = '') => ({
      what: value === undefined ? `"${first}" is not possible` : `${nameOf(first)} cannot be "${value}"`,
      hint: why.replace(/^Allowed choices are/, 'It must be one of'),
    }),
  ],
  [
    /^too many arguments(?: for '.+')?\. Expected (\d+) arguments? but got \d+: (.+)\.$/,
    (most, given) => ({ what: `Too many arguments: ${given}`, hint: `There can be ${most}.` }),
  ],
];

/** Turns what the library writes, `error: what` and perhaps a suggestion, into what is wrong and what to do. */
export function complaintOf(text: string): Complaint {
  const [said = '', ...rest] = text
    .replace(/^error: /, '')
    .trimEnd()
    .split('\n');
  const complaint = inOurWords(said);
  const [, meant] = /^\(Did you mean (?:one of )?(.+)\?\)$/.exec(rest.join(' ')) ?? [];
  return {
    ...complaint,
    hint: complaint.hint ?? (meant === undefined ? undefined : `Did you mean ${quoted(meant)}?`),
  };
}

function inOurWords(said: string): Complaint {
  for (const [pattern, complaint] of rules) {
    const found = pattern.exec(said);
    if (found !== null) return complaint(...found.slice(1));
  }
  return { what: said };
}

/** `-f, --forks <number>` is called `--forks`. */
function nameOf(flags: string): string {
  return /--[\w-]+/.exec(flags)?.[0] ?? flags;
}

function quoted(names: string): string {
  return names
    .split(', ')
    .map((name) => `"${name}"`)
    .join(' or ');
}
