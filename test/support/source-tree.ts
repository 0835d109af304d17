import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const configure = `#!/bin/sh
for word in "$@"; do case $word in
--prefix=*) prefix=\${word#--prefix=} ;;
--break) echo 'configure: error: no such thing' >&2; exit 1 ;; esac; done
for what in gcc make sed; do echo "checking for $what... yes"; done
printf '%s\\n' "PREFIX = $prefix" "WORDS = $*" "WHO = $WHO" >config.mk
`;

const makefile = `include config.mk
all: hello
hello: main.o part.o
\t$(CC) -o $@ main.o part.o
%.o: %.c
\t$(CC) -c $< -o $@
install:
\tmkdir -p "$(DESTDIR)$(PREFIX)/bin"
\tcp hello "$(DESTDIR)$(PREFIX)/bin/hello"
\tprintf '%s\\n' '$(WORDS)' '$(WHO)' "$$(cat extra 2>/dev/null)" >"$(DESTDIR)$(PREFIX)/words"
`;

/** Makes an archive of a small program with a configure script, as `unarchive` with `strip: 1` takes it. */
export function sourceArchive(directory: string, { part = 'int part(void) { return 7; }' } = {}): string {
  const tree = join(directory, 'hello-1.0');
  mkdirSync(tree, { recursive: true });
  writeFileSync(join(tree, 'configure'), configure);
  chmodSync(join(tree, 'configure'), 0o755);
  writeFileSync(join(tree, 'Makefile'), makefile);
  writeFileSync(join(tree, 'main.c'), 'int part(void); int main(void) { return part(); }\n');
  writeFileSync(join(tree, 'part.c'), `${part}\n`);
  const archive = join(directory, 'hello.tar.gz');
  execFileSync('tar', ['-czf', archive, '-C', directory, 'hello-1.0']);
  return archive;
}
