import { posix } from 'node:path';
import type { Progress } from '../../core/command.ts';

const configured = 0.25;
const compiled = 0.9;
/** After this many checks, configure is taken to be two thirds through. */
const typicalChecks = 300;

/** Reads the output of a build: configure by its checks, make by the files it compiles of those that there are. */
export function buildProgress(): (line: string) => Progress | undefined {
  let phase = '';
  let files = 0;
  let checks = 0;
  const seen = new Set<string>();
  return (line) => {
    const [, begun, count] = /^drover: (\w+)(?: +(\d+))?$/.exec(line) ?? [];
    if (begun !== undefined) {
      phase = begun;
      files = count === undefined ? files : Number(count);
      return phases[begun];
    }
    if (phase === 'configure') {
      const [, what] = /^checking (?:for |whether )?(.*?)\.\.\./.exec(line) ?? [];
      if (what === undefined) return undefined;
      checks += 1;
      return { text: `configure: ${what}`, fraction: configured * (1 - Math.exp(-checks / typicalChecks)) };
    }
    const [, file] = /(?:^|\s)([^\s;'"]+\.(?:c|cc|cpp))(?:\s|$)/.exec(line) ?? [];
    if (phase !== 'make' || file === undefined) return undefined;
    seen.add(file);
    const share = files === 0 ? 0 : Math.min(1, seen.size / files);
    return {
      text: `compiling ${posix.basename(file)}`,
      fraction: configured + (compiled - configured) * share,
    };
  };
}

const phases: Readonly<Record<string, Progress>> = {
  cache: { text: 'taken from the cache', fraction: 1 },
  configure: { text: 'configure', fraction: 0 },
  make: { text: 'make', fraction: configured },
  install: { text: 'make install', fraction: compiled },
};
