import { type Shell, sh } from '../../core/sh.ts';
import type { CompileParams } from './params.ts';

/**
 * What a build system is called with, in the copy of the sources: `$jobs` is how many it may run at once, and `$@` is
 * `DESTDIR=…` where it installs below another directory.
 */
interface BuildSteps {
  /** Undefined: there is nothing to configure. */
  readonly configure: Shell | undefined;
  readonly make: Shell;
  readonly install: Shell;
}

/** The calls of the build system that the sources have. */
export function buildSteps({ buildSystem, prefix, configure, make }: CompileParams): BuildSteps {
  switch (buildSystem) {
    case 'autotools':
      return {
        configure: sh`./configure ${`--prefix=${prefix}`} ${configure}`,
        make: sh`make -j"$jobs" ${make}`,
        install: sh`make ${make} "$@" install`,
      };
    case 'cmake':
      return {
        configure: sh`cmake -S . -B drover-build ${`-DCMAKE_INSTALL_PREFIX=${prefix}`} -DCMAKE_BUILD_TYPE=Release ${configure}`,
        make: sh`cmake --build drover-build --parallel "$jobs" -- ${make}`,
        install: sh`env "$@" cmake --install drover-build`,
      };
    case 'make': {
      // Makefiles of their own say PREFIX, those after GNU's standards prefix.
      const settings = [`PREFIX=${prefix}`, `prefix=${prefix}`, ...configure, ...make];
      return {
        configure: undefined,
        make: sh`make -j"$jobs" ${settings}`,
        install: sh`make ${settings} "$@" install`,
      };
    }
  }
}
