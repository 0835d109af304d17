import { RefusedError } from '../core/errors.ts';
import type { BecomeMethod } from './launch.ts';

export interface BecomeFailure {
  readonly host: string;
  readonly user: string;
  readonly method: BecomeMethod;
  /** What was printed, our own prompt left out. */
  readonly said: string;
  /** Whether the password was given, and asked for again. */
  readonly password: 'not given' | 'given' | 'refused';
  /** How the program ended, if it has. */
  readonly code: number | null;
}

/** Nobody became another user. */
export class BecomeError extends RefusedError {}

/** Why nobody became another user on a host, which was reached all the same, and what the operator can do. */
export function becomeFailure({ host, user, method, said, password, code }: BecomeFailure): BecomeError {
  const hint = reasons[method].find(({ says }) => says.test(said))?.hint;
  const words = lastWords(said, method);
  const isWrong = password === 'refused' || (password === 'given' && wrongPassword.test(said));
  const why = isWrong
    ? `the password was not accepted (${words})`
    : words || `${method} ended without a word`;
  const missing = `Is ${method} installed there? ansible_become_method may be sudo, su or doas.`;
  return new BecomeError(`Cannot become ${user} on ${host}: ${why}`, {
    hint: hint?.(user) ?? (code === 127 ? missing : general[method](user)),
  });
}

const wrongPassword = /try again|incorrect|authentication fail/i;

/** What su says stands behind its own prompt, on one line. */
function lastWords(said: string, method: BecomeMethod): string {
  const lines = said.trim().split('\n').slice(-3);
  return lines.map((line) => line.replace(new RegExp(`^.*?(?=${method}: )`), '').trim()).join('; ');
}

const general: Readonly<Record<BecomeMethod, (user: string) => string>> = {
  sudo: () => 'Set ansible_become_password, or let the login use sudo without a password (NOPASSWD).',
  su: (user) =>
    `Set ansible_become_password to the password of ${user}; with su, it is not that of the login.`,
  doas: (user) =>
    `Let the login be ${user} without a password in doas.conf: "permit nopass LOGIN as ${user}".`,
};

interface Reason {
  readonly says: RegExp;
  readonly hint: (user: string) => string;
}

const noSuchUser: Reason = {
  says: /unknown user|does not exist|user .*not found|no passwd entry/i,
  hint: (user) => `There is no user "${user}" on this host: correct become.`,
};

/** All run with LC_ALL=C, so that their words are known; only the hint hangs on them. */
const reasons: Readonly<Record<BecomeMethod, readonly Reason[]>> = {
  sudo: [
    noSuchUser,
    {
      says: /must have a tty|no tty present/i,
      hint: () =>
        'The sudoers file asks for a terminal, which there is not: add "Defaults:LOGIN !requiretty" for the login.',
    },
    {
      says: /not in the sudoers file|may not run|not allowed to/i,
      hint: (user) => `Allow it in the sudoers file: "LOGIN ALL=(${user}) ALL" for the login.`,
    },
  ],
  su: [
    noSuchUser,
    {
      says: /restricted shell|not available|nologin/i,
      hint: (user) => `Only root can become ${user} by su, as its shell is no login shell: use sudo or doas.`,
    },
    {
      says: /terminal|tty/i,
      hint: () => 'This su reads a password from a terminal only, and there is none: use sudo or doas.',
    },
  ],
  doas: [
    noSuchUser,
    {
      says: /authentication|authorization|tty/i,
      hint: (user) =>
        `doas reads a password from a terminal only, and there is none: let the login be ${user} without one ("permit nopass LOGIN as ${user}" in doas.conf), or use sudo or su.`,
    },
    {
      says: /not enabled|doas\.conf/i,
      hint: (user) => `Write /etc/doas.conf: "permit nopass LOGIN as ${user}".`,
    },
  ],
};
