/** Prints everything in the directory `$1`: kind, mode, owner, time, path, and what files and links hold. */
export const lookAtPlace = `cd -- "$1" && find . -mindepth 1 ! -type d -printf '%y %m %u:%g %TY-%Tm-%Td %TT %p -> %l\\n' -o \\
  -mindepth 1 -type d -printf '%y %m %u:%g %p\\n' | sort; find . -type f -exec sha256sum {} + | sort`;
