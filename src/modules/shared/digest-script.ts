import { type Shell, sh } from '../../core/sh.ts';

/** From so many bytes on another program is worth its start. */
export const manyBytes = 16 * 1024 * 1024;

/**
 * Prints the SHA-256 of the file `$p` and a blank after it. For much to read: openssl, where it is there, is several
 * times as fast as sha256sum, and takes several times as long to start.
 */
export const digestOfMuch: Shell = sh`{ openssl dgst -sha256 -r <"$p" || sha256sum <"$p"; } 2>/dev/null`;
