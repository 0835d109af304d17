import { type Shell, sh } from '../../core/sh.ts';

interface SignatureFiles {
  readonly signature: string;
  readonly keys: string;
}

function gpgv(keys: string | Shell, signature: string, signed: Shell): Shell {
  return sh`gpgv --status-fd 1 --keyring ${keys} ${signature} ${signed} >"$t"/status 2>"$t"/gpgv`;
}

/** Ends with a reason unless `$new` is signed by a key on the list; otherwise leaves the primary key in `$signer`. */
export function signatureScript({ keys, signature }: SignatureFiles, fingerprints: readonly string[]): Shell {
  // Revoked keys and expired signatures do not count; a key that has expired since it signed does. Nor do MD5, SHA-1
  // and RIPEMD-160 (1, 2, 3), which can be forged.
  return sh`${gpgv(keys, signature, sh`"$new"`)}
verdict=$(awk -v listed=${` ${fingerprints.join(' ')} `} '
$1 != "[GNUPG:]" { next }
$2 == "NEWSIG" { valid = 0 }
$2 == "GOODSIG" || $2 == "EXPKEYSIG" { valid = 1 }
$2 == "VALIDSIG" && valid && $10 ~ /^[123]$/ { why = "signed with a digest that can be forged"; next }
$2 == "VALIDSIG" && valid { if (index(listed, " " $12 " ")) signer = $12; else why = "signed by " $12 ", which is not on the list" }
$2 == "BADSIG" { why = "bad signature: not what the key " $3 " has signed" }
$2 == "EXPSIG" { why = "the signature by " $3 " has expired" }
$2 == "REVKEYSIG" { why = "the key " $3 " has been revoked" }
$2 == "NO_PUBKEY" && why == "" { why = "no public key " $3 " in the key ring" }
END { if (signer == "") { print why; exit 1 } print signer }' <"$t"/status) && signer=$verdict || {
if [ -n "$verdict" ]; then printf '%s\n' "$verdict"; else head -n 2 "$t"/gpgv; echo "the signature cannot be checked"; fi >&2; exit 1; }`;
}

/** Ends with a reason when the key ring in `$new` has no key for the signature: then another origin's may have. */
export function keyIsThereScript(signature: string): Shell {
  // The signature is checked against nothing: a known key finds it bad, an unknown one says so.
  return sh`${gpgv(sh`"$new"`, signature, sh`/dev/null`)}
grep -Eq '^\[GNUPG:\] (BADSIG|GOODSIG|EXPKEYSIG|EXPSIG|REVKEYSIG) ' "$t"/status || {
awk '$2 == "NO_PUBKEY" { print "no public key " $3 " in the key ring"; found = 1; exit } END { exit !found }' <"$t"/status >&2 || head -n 2 "$t"/gpgv >&2
exit 1; }`;
}

/** Ends with a reason when `$new` is not a signature, such as a page that says politely that there is none. */
export const isSignatureScript: Shell = sh`if ! grep -q '^-----BEGIN PGP SIGNATURE-----' "$new"; then
case $(od -A n -t x1 -N 1 <"$new" | tr -d ' ') in 88 | 89 | 8a | c2) ;; *) echo "this is not an OpenPGP signature" >&2; exit 1 ;; esac; fi`;
