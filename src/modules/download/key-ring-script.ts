import { type Shell, sh } from '../../core/sh.ts';

/**
 * Makes a binary key ring, as gpgv needs it, of the public keys in `$new`: one or more armored blocks are taken apart
 * here, since a host with gpgv need not have gpg. What is not armored is left as it is.
 */
export const keyRingScript: Shell = sh`if grep -q '^-----BEGIN PGP PUBLIC KEY BLOCK-----' "$new"; then (
mkdir -- "$t"/blocks && cd -- "$t"/blocks || exit
tr -d '\r' <"$new" | awk '
/^-----BEGIN PGP PUBLIC KEY BLOCK-----/ { part = ++n ".b64"; inside = 1; body = 0; next }
/^-----END/ { if (inside) close(part); inside = 0 }
!inside { next }
!body { if ($0 ~ /^[ \t]*$/) body = 1; next }
/^=/ { next }
{ print >part }'
for block in *.b64; do base64 -d <"$block" || exit; done >"$t"/ring && mv -- "$t"/ring "$new"
) || { echo "the public keys cannot be read" >&2; exit 1; }; fi`;
