import { sh } from '../../../core/sh.ts';

/** Reads the password into a variable of the shell, and sees to it that there is no more of it than openssl reads. */
export const readPassword = sh`IFS= read -r w; [ -n "$w" ] || { echo "the password of the PKCS #12 file is empty" >&2; exit 1; }
[ -z "$(cat)" ] || { echo "the password of the PKCS #12 file has more than one line" >&2; exit 1; }`;
