import { quote } from '../core/sh.ts';
import { suScript } from './su-script.ts';

/** How to be another user on a host. */
export type BecomeMethod = 'sudo' | 'su' | 'doas';

/** Who to be on the host, and how. */
export interface Become {
  readonly user: string;
  readonly method: BecomeMethod;
  /** The program to do it by, a single word. Default: that of the method's name. */
  readonly program?: string | undefined;
  /** A password is asked for with exactly this text, so that nothing has to be guessed from what is printed. */
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
  const { user, method, program: by = method, prompt, hasPassword } = become;
  switch (method) {
    case 'sudo':
      return `exec env LC_ALL=C ${by} ${hasPassword ? `-S -p ${prompt}` : '-n'} -H -u ${quote(user)} -- ${run}`;
    case 'doas':
      // It reads a password from a terminal only, and there is none.
      return `exec env LC_ALL=C ${by} -n -u ${quote(user)} -- ${run}`;
    case 'su': {
      const script = singleQuoted(suScript(by, hasPassword ? prompt : undefined));
      return `exec env LC_ALL=C sh -c ${script} sh ${quote(user)} ${singleQuoted(`exec ${run}`)}`;
    }
  }
}

function singleQuoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
