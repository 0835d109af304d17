/**
 * What a working shell sets before its first command, on one line. `_p` prints text without starting a program,
 * so that a secret never stands in a process list (printf is no builtin in mksh).
 */
export const prelude = [
  'PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin; export PATH; LC_ALL=C; export LC_ALL; unset CDPATH ENV',
  'case $(type printf 2>/dev/null) in *built*in*) _p() { printf %s "$1"; } ;; *) _p() { print -nr -- "$1"; } ;; esac',
].join('; ');
