import { type Shell, sh } from '../../core/sh.ts';

/** What is known of the password of a user. What it is stays on the host. */
export interface PasswordState {
  readonly isLocked: boolean;
  /** Whether there is something to lock. */
  readonly isSet: boolean;
  /** Whether its hash is the one that is wanted, be it locked or not. */
  readonly isWanted: boolean;
}

/** The days of an entry as flags of chage, which takes -1 for none. */
const chageFlags =
  '{ split("d m M W I E", flag, " "); for (i = 3; i <= 8; i++) print "-" flag[i - 2], $i == "" ? -1 : $i }';

/** Reads the hash that is wanted from standard input. */
export const readWanted = sh`IFS= read -r wanted`;

/** Prints what is known of the password of a user and when its account expires; compares it with `$wanted`. */
export function shadowEntry(name: string): Shell {
  // No value of it becomes an argument of a program: others could see that.
  return sh`${entryOf(name)} 2>/dev/null | {
lock=open hash= expires=
IFS=: read -r x hash x x x x x expires x || :
while :; do case $hash in '!'*) lock=locked hash=$${sh`{hash#!}`} ;; *) break ;; esac; done
case $hash in '') is=none ;; "$wanted") is=wanted ;; *) is=other ;; esac
echo "$lock $is $expires"; }`;
}

export function passwordOf(line: string): PasswordState {
  const [lock, is] = line.split(' ');
  return { isLocked: lock === 'locked', isSet: is !== 'none', isWanted: is === 'wanted' };
}

/** The day at which the account expires. */
export function expiresOf(line: string): string {
  const days = Number(line.split(' ')[2] || -1);
  return days < 0 ? 'never' : new Date(days * 86_400_000).toISOString().slice(0, 10);
}

/** Within a transaction, the entry is kept as it was before the first change, where only root can read it. */
export function keepShadow(name: string): Shell {
  return sh`if [ -n "$DROVER_KEEP" ] && [ ! -e ${kept(name)} ]; then ( umask 077
mkdir -p -- "$DROVER_KEEP" && chmod 700 -- "$DROVER_KEEP" && ${entryOf(name)} >${kept(name)}.new && mv -- ${kept(name)}.new ${kept(name)} ) || exit; fi`;
}

/** Puts back what `keepShadow` has kept; the days of a password only where there is chage. */
export function putShadowBack(name: string): Shell {
  return sh`if [ -s ${kept(name)} ]; then
cut -d : -f 1,2 ${kept(name)} | chpasswd -e || exit
if command -v chage >/dev/null 2>&1; then chage $(awk -F : ${chageFlags} ${kept(name)}) -- ${name} || exit; fi; fi`;
}

/** Takes every lock off a password. */
export function unlocked(name: string): Shell {
  return sh`while grep -q ${`^${pattern(name)}:!`} /etc/shadow; do usermod -U -- ${name} || exit; done`;
}

/** The name in a regular expression: its only signs that mean more there. */
export function pattern(name: string): string {
  return name.replaceAll(/[.$]/g, String.raw`\$&`);
}

function entryOf(name: string): Shell {
  return sh`sed -n ${`/^${pattern(name)}:/p`} /etc/shadow`;
}

function kept(name: string): Shell {
  return sh`"$DROVER_KEEP"/user.${name}`;
}
