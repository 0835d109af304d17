import { quote } from '../core/sh.ts';

/** Who to be on the host, by sudo. */
export interface Become {
  readonly user: string;
  /** sudo asks for a password with exactly this text, so that nothing has to be guessed from what it prints. */
  readonly prompt: string;
  readonly hasPassword: boolean;
}

/**
 * The remote command that runs `program` in a POSIX shell, as another user where asked. Login shells of all kinds
 * understand it: one line, single quotes, no exclamation mark.
 */
export function launch(shell: string, program: string, become: Become | undefined): string {
  const run = `${shell} -c ${singleQuoted(program)}`;
  if (become === undefined) return `exec ${run}`;
  const asking = become.hasPassword ? `-S -p ${become.prompt}` : '-n';
  return `exec env LC_ALL=C sudo ${asking} -H -u ${quote(become.user)} -- ${run}`;
}

function singleQuoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
