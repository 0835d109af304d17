import { type Shell, sh } from '../../core/sh.ts';

/** Prints the line of a user or group in its database, or nothing; reads the file where there is no getent. */
export function accountEntry(database: 'passwd' | 'group', name: Shell): Shell {
  return sh`if command -v getent >/dev/null 2>&1; then getent ${database} ${name}
else while IFS= read -r entry; do case $entry in ${name}:*) printf '%s\n' "$entry" ;; esac; done </etc/${database}; fi`;
}
