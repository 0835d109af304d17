import { sh } from '../../core/sh.ts';

/**
 * Sets `$m` to the program that installs packages on the host, or to nothing. Where a host has several, that of its
 * distribution counts: apt-get can be had on Fedora, and dnf on Debian.
 */
export const packageProgram = sh`case $(grep -E '^ID(_LIKE)?=' /etc/os-release 2>/dev/null) in
*debian*|*ubuntu*) m=apt-get ;; *suse*) m=zypper ;; *alpine*) m=apk ;; *) m=dnf ;; esac
for m in $m dnf yum apt-get zypper apk pacman; do command -v "$m" >/dev/null 2>&1 && break; m=; done`;
