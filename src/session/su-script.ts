/**
 * The script that becomes the user `$1` by the program `su` and runs `$2` as them; its input is that of the script. Su reads the
 * password from a pipe of its own, which ends behind it: it never waits for another, and a password that it does not
 * want reaches nobody. Root is never asked; others only where there is a prompt, and with that.
 */
export function suScript(su: string, prompt: string | undefined): string {
  const ask = prompt === undefined ? ':' : `echo ${prompt} >&2; IFS= read -r p`;
  // By a builtin, so that the password never stands in a process list (printf is none in mksh).
  const tell =
    'case $(type printf 2>/dev/null) in *built*in*) printf "%s\\n" "$p" ;; *) print -r -- "$p" ;; esac';
  return [
    `exec 3<&0; p=; case $(id -u) in 0) ;; *) ${ask} ;; esac`,
    `{ case $p in "") ;; *) ${tell} ;; esac; } 3<&- | ${su} -s /bin/sh -c "exec <&3 3<&-; $2" -- "$1"`,
  ].join('; ');
}
