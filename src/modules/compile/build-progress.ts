import { posix } from 'node:path';
import type { Progress } from '../../core/command.ts';

const configured = 0.25;
const compiled = 0.9;
/** After this many checks, configure is taken to be two thirds through. */
const typicalChecks = 300;

/** Reads the output of a build: configure by its checks, make by the files it compiles of those that there are. */
export function buildProgress(): Reader {
  let files = 0;
  let phase: Reader | undefined;
  return (line) => {
    const [, begun, count] = /^drover: (\w+)(?: +(\d+))?$/.exec(line) ?? [];
    if (begun === undefined) return phase?.(line);
    files = count === undefined ? files : Number(count);
    phase = readerOf(begun, files);
    return phases[begun];
  };
}

const phases: Readonly<Record<string, Progress>> = {
  cache: { text: 'taken from the cache', fraction: 1 },
  configure: { text: 'configure', fraction: 0 },
  make: { text: 'make', fraction: configured },
  install: { text: 'make install', fraction: compiled },
};

type Reader = (line: string) => Progress | undefined;

function readerOf(phase: string, files: number): Reader | undefined {
  if (phase === 'configure') return configureProgress();
  return phase === 'make' ? makeProgress(files) : undefined;
}

function configureProgress(): Reader {
  let checks = 0;
  return (line) => {
    const [, what] = /^checking (?:for |whether )?(.*?)\.\.\./.exec(line) ?? [];
    if (what === undefined) return undefined;
    checks += 1;
    return { text: `configure: ${what}`, fraction: configured * (1 - Math.exp(-checks / typicalChecks)) };
  };
}

/** A Makefile shows the calls of the compiler; those that CMake writes say themselves how far they are. */
function makeProgress(files: number): Reader {
  const seen = new Set<string>();
  return (line) => {
    const [, percent, object] = /^\[ *(\d+)%\] Building \S+ object (\S+)\.o(?:bj)?$/.exec(line) ?? [];
    if (object !== undefined) return compiling(object, Number(percent) / 100);
    const [, file] = /(?:^|\s)([^\s;'"]+\.(?:c|cc|cpp))(?:\s|$)/.exec(line) ?? [];
    if (file === undefined) return undefined;
    seen.add(file);
    return compiling(file, files === 0 ? 0 : Math.min(1, seen.size / files));
  };
}

function compiling(file: string, share: number): Progress {
  return {
    text: `compiling ${posix.basename(file)}`,
    fraction: configured + (compiled - configured) * share,
  };
}
