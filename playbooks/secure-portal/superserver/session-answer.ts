import { RefusedError } from 'drover';
import { mark } from './object-script.ts';

/** What a session wrote. */
export interface SessionAnswer {
  readonly values: Readonly<Record<string, string>>;
  /** Why that is not a whole answer, and what to do; undefined: it is. */
  readonly wrong: { readonly what: string; readonly hint: string } | undefined;
}

/** Reads what the programs of ours write in a session, among prompts and whatever else is printed there. */
export function sessionAnswer(stdout: string): SessionAnswer {
  const lines = stdout.split('\n').map((line) => line.replace(/\r$/, ''));
  const told = lines.flatMap((line) => {
    const [name, ...value] = line.startsWith(mark) ? line.slice(mark.length).split('|') : [];
    return name === undefined ? [] : [[name, value.join('|')] as const];
  });
  const values = Object.fromEntries(told);
  return { values, wrong: wrongIn(values, lines) };
}

/** The values of an answer. Throws a RefusedError that says what the session said, when it is not a whole one. */
export function valuesOf({ values, wrong }: SessionAnswer): SessionAnswer['values'] {
  if (wrong === undefined) return values;
  throw new RefusedError(wrong.what, { hint: wrong.hint });
}

function wrongIn(values: SessionAnswer['values'], lines: readonly string[]): SessionAnswer['wrong'] {
  const { problem, failed, end } = values;
  if (problem !== undefined) {
    return {
      what: `No session of the instance: ${problem}`,
      hint: 'The stages gateway and superserver need a running instance.',
    };
  }
  if (lines.some((line) => line.startsWith('Username:')) && end === undefined) {
    return {
      what: 'The session asked for a user name, so that nothing was done',
      hint: 'Allow operating-system authentication for %Service_Terminal, or set superserver_session_user to a user that the instance knows.',
    };
  }
  // A runtime error ends its line, not the session: it is printed below the line and a caret.
  const error = lines.find((line) => /^<[A-Z][A-Z -]*>/.test(line));
  const said = error ?? failed ?? (end === undefined ? tailOf(lines) : undefined);
  if (said === undefined) return undefined;
  return {
    what: `The session said: ${said}`,
    hint: 'Does the user of the session hold %Admin_Secure and %Admin_Manage?',
  };
}

function tailOf(lines: readonly string[]): string {
  const rest = lines.filter((line) => line.trim() !== '' && line !== '%SYS>').slice(-5);
  return rest.length === 0 ? 'nothing' : rest.join(' / ');
}
