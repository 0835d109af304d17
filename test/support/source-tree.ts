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

const plainMakefile = `WORD = hello
hello: main.c
\t$(CC) -DWORD='"$(WORD)"' -o $@ main.c
install:
\tmkdir -p "$(DESTDIR)$(PREFIX)/bin"
\tcp hello "$(DESTDIR)$(PREFIX)/bin/hello"
`;

const cmakeLists = `cmake_minimum_required(VERSION 3.5)
project(hello C)
set(WORD hello CACHE STRING "")
add_executable(hello main.c)
target_compile_definitions(hello PRIVATE WORD="\${WORD}")
install(TARGETS hello DESTINATION bin)
`;

const wordProgram = '#include <stdio.h>\nint main(void) { fputs(WORD, stdout); return 0; }\n';

/** Makes an archive of a small program with a configure script, as `unarchive` with `strip: 1` takes it. */
export function sourceArchive(directory: string, { part = 'int part(void) { return 7; }' } = {}): string {
  return archiveOf(directory, {
    configure,
    Makefile: makefile,
    'main.c': 'int part(void); int main(void) { return part(); }\n',
    'part.c': `${part}\n`,
  });
}

/** The same of a program that prints its WORD, with nothing but a Makefile. */
export function makefileArchive(directory: string): string {
  return archiveOf(directory, { Makefile: plainMakefile, 'main.c': wordProgram });
}

/** The same of a program that prints its WORD, built by CMake. */
export function cmakeArchive(directory: string): string {
  return archiveOf(directory, { 'CMakeLists.txt': cmakeLists, 'main.c': wordProgram });
}

function archiveOf(directory: string, files: Readonly<Record<string, string>>): string {
  const tree = join(directory, 'hello-1.0');
  mkdirSync(tree, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(tree, name), text);
    if (name === 'configure') chmodSync(join(tree, name), 0o755);
  }
  const archive = join(directory, 'hello.tar.gz');
  execFileSync('tar', ['-czf', archive, '-C', directory, 'hello-1.0']);
  return archive;
}
