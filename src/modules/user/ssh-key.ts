import { type Shell, sh } from '../../core/sh.ts';
import { accountEntry } from './account-entry.ts';
import type { UserParams } from './params.ts';
import type { UserState } from './user-state.ts';

type KeyParams = Pick<UserParams, 'sshKeyType' | 'sshKeyBits' | 'sshKeyFile' | 'sshKeyComment'>;

/** Where the key of a user is: absolute, or in its home. */
export function keyFile({ sshKeyType = 'ed25519', sshKeyFile }: KeyParams): string {
  return sshKeyFile ?? `.ssh/id_${sshKeyType.replace('-', '_')}`;
}

/** Makes a key for a user without a passphrase, and the directory for it. */
export function makeSshKey(desired: UserParams): Shell {
  const { name, sshKeyType = 'ed25519', sshKeyBits, sshKeyComment } = desired;
  const bits = sshKeyBits === undefined ? [] : ['-b', sshKeyBits];
  const comment = sshKeyComment === undefined ? sh`${name}@"$(uname -n)"` : sh`${sshKeyComment}`;
  return sh`umask 077; ${ownPlace(desired)}
[ -e "$d" ] || { mkdir -- "$d" && chown -h -- "$o" "$d"; } || exit
rm -f -- "$f".drover "$f".drover.pub
ssh-keygen -q -t ${sshKeyType} ${bits} -C ${comment} -N '' -f "$f".drover </dev/null &&
chmod 644 "$f".drover.pub && chown -h -- "$o" "$f".drover "$f".drover.pub &&
mv -- "$f".drover "$f" && mv -- "$f".drover.pub "$f".pub`;
}

/** Takes the key away again, and the directory that was made for it. */
export function removeSshKey(desired: UserParams, { hasKeyDirectory }: UserState): Shell {
  const directory = hasKeyDirectory ? sh`:` : sh`rmdir -- "$d" 2>/dev/null || :`;
  return sh`${ownPlace(desired)}
rm -f -- "$f" "$f".pub "$f".drover "$f".drover.pub && { ${directory}; }`;
}

// What stands in braces after a dollar sign would be a value of the template.
const inside = sh`{f%/*}`;

/** Finds the file `$f`, its directory `$d` and its owner `$o`. */
function ownPlace({ name, ...key }: UserParams): Shell {
  const path = keyFile(key);
  const home = sh`{ [ -d "$h" ] || { echo ${`the home of ${name} is not there: `}"$h" >&2; exit 1; }; f=$h/${path}; d=$${inside}; [ ! -L "$d" ] || { echo "$d is a link: its owner decides where it leads" >&2; exit 1; }; }`;
  return sh`n=${name}; e=$(${accountEntry('passwd', sh`"$n"`)})
h=$(printf '%s\n' "$e" | cut -d : -f 6); o=$(printf '%s\n' "$e" | cut -d : -f 3,4)
${path.startsWith('/') ? sh`f=${path}` : home}
d=$${inside}`;
}
