import { posix } from 'node:path';
import {
  type Attempts,
  attempts,
  type Command,
  commandOf,
  type Dialogue,
  dialogue,
} from '../../core/command.ts';
import type { Resources } from '../../core/resource.ts';
import { lines, type Shell, sh } from '../../core/sh.ts';
import { endOnSignals } from '../shared/end-on-signals.ts';
import { aptScript } from './apt-script.ts';
import { curlProgress } from './curl-progress.ts';
import { fetchHere } from './fetch-here.ts';
import { streamOf } from './kept-files.ts';
import type { UrlOrigin } from './origin.ts';
import { plainHeaders } from './plain-headers.ts';
import { nameOf, type Source } from './source.ts';
import { type Part, urlRequest, urlScript } from './url-script.ts';

interface FetchOptions {
  readonly sources: readonly Source[];
  /** Where the file goes. */
  readonly path: string;
  /** What has to hold for the file in `$new`; it may be rewritten. It ends with a reason where it does not hold. */
  readonly check: Shell;
  readonly work: string;
  readonly timeoutMs: number;
  readonly touches: Resources;
  /** The digest of the file, and where a part is kept that a URL has given before it was interrupted. Default: none is. */
  readonly part?: Part;
}

/** For making ready and for checking, on top of the time that an origin has. */
const graceMs = 60_000;

/** Gets a file from the first source that gives one which passes the check; it appears in place, whole, or not at all. */
export function fetchWays(options: FetchOptions): Attempts {
  const { sources, path, check, timeoutMs, touches } = options;
  const commandFor = (source: Source): Command => ({
    ...commandOf(around(fetchScript(source, options), check, path), {
      touches,
      timeoutMs: timeoutMs + graceMs,
    }),
    ...stdinOf(source),
  });
  const stepOf = (source: Source): Command | Dialogue =>
    'url' in source && source.from === 'controller'
      ? throughController(source, options, commandFor(source))
      : commandFor(source);
  return attempts(sources.map((source) => ({ name: nameOf(source), step: stepOf(source) })));
}

function stdinOf(source: Source): Pick<Command, 'stdin' | 'progress'> {
  if ('stream' in source) return { stdin: source.stream };
  if (!('url' in source) || source.from === 'controller') return {};
  return { progress: curlProgress, stdin: urlRequest(source) };
}

/** Whatever the host needs is fetched here, and sent by the connection that is there. */
function throughController(
  { url, headers = {}, proxy, ca }: UrlOrigin,
  { part, timeoutMs, touches }: FetchOptions,
  command: Command,
): Dialogue {
  return dialogue(touches, async (host) => {
    const plain = Object.fromEntries(plainHeaders(headers));
    const wanted = { url, headers: plain, proxy, ca, sha256: part?.sha256, timeoutMs };
    const file = await fetchHere(wanted, { signal: host.signal, onProgress: host.progress });
    return host.run({ ...command, stdin: streamOf(file) });
  });
}

function around(fetch: Shell, check: Shell, path: string): Shell {
  const directory = posix.dirname(path);
  return lines([
    sh`umask 022; mkdir -p -- ${directory} && t=$(mktemp -d ${posix.join(directory, '.drover.XXXXXXXX')}) || exit`,
    sh`trap 'rm -rf -- "$t"' EXIT; ${endOnSignals}; new=$t/file`,
    sh`( ${fetch}`,
    sh`) || exit`,
    check,
    sh`mv -f -- "$new" ${path}`,
  ]);
}

function fetchScript(source: Source, { work, timeoutMs, part }: FetchOptions): Shell {
  if ('url' in source && source.from === 'host') return urlScript(source, { timeoutMs, part });
  if ('apt' in source) return aptScript(source, work);
  if ('unusable' in source) return sh`echo ${source.unusable} >&2; exit 1`;
  return sh`cat >"$new"`;
}
