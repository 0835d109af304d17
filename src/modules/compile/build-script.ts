import { posix } from 'node:path';
import { lines, type Shell, sh } from '../../core/sh.ts';
import { endOnSignals } from '../shared/end-on-signals.ts';
import { stampFiles } from '../shared/stamp-files.ts';
import { teed } from '../shared/teed.ts';
import { buildSteps } from './build-steps.ts';
import type { CompileParams } from './params.ts';

type Build = CompileParams & { readonly log: string; readonly compiler: string };

/**
 * Builds in a copy of the sources, which therefore stay as they were unpacked: a build that was interrupted begins
 * again from them. With `staging`, all of it is installed elsewhere first, and takes its place when it is whole.
 */
export function buildScript(build: Build, stamp: string): Shell {
  const { staging, source, cache, log } = build;
  const copy = `${source}.drover-build`;
  const root = staging === undefined ? '' : `${staging}.drover-new`;
  return lines([
    sh`umask 022; copy=${copy} root=${root} stamp=${stamp} cache=${cache ?? ''}`,
    sh`mkdir -p -- ${posix.dirname(log)} || exit`,
    sh`rm -rf -- "$copy" "$root"; trap 'rm -rf -- "$copy" "$root"' EXIT; ${endOnSignals}`,
    cache === undefined ? sh`hit=` : fromCache(build),
    sh`if [ -z "$hit" ]; then`,
    teed(makeIt(build), sh`${log}`),
    sh`[ "$rc" = 0 ] || { ${tell(log)}
}`,
    note(build, sh`built`),
    cache === undefined ? sh`:` : intoCache,
    sh`fi`,
    staging === undefined
      ? sh`:`
      : sh`mkdir -p -- ${posix.dirname(staging)} && rm -rf -- ${staging} && mv -- "$root" ${staging}`,
  ]);
}

/** In a subshell of its own that ends at the first failure. */
function makeIt(build: Build): Shell {
  const { source, prepare, environment, jobs } = build;
  const variables = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  const count = jobs ?? sh`"$(nproc 2>/dev/null || getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)"`;
  const { configure, make, install } = buildSteps(build);
  return lines([
    sh`set -e; trap - EXIT; cp -a -- ${source} "$copy"; cd -- "$copy"`,
    prepare === undefined
      ? sh`:`
      : sh`( ${prepare}
)`,
    sh`echo "drover: configure $(find . -name '*.c' | wc -l)"`,
    configure === undefined ? sh`:` : sh`env ${variables} ${configure}`,
    sh`echo 'drover: make'; jobs=${count}`,
    sh`env ${variables} ${make}`,
    sh`echo 'drover: install'; set --; if [ -n "$root" ]; then mkdir -p -- "$root"; set -- "DESTDIR=$root"; fi`,
    sh`env ${variables} ${install}`,
  ]);
}

/** The stamp comes last: a tree that has one is whole. */
function note({ prefix, compiler }: Build, origin: Shell): Shell {
  const tree = sh`"$root"${prefix}`;
  return sh`mkdir -p -- ${tree} && printf '%s\n' "$stamp" ${origin} ${compiler} >${tree}/${stampFiles.built}.new && mv -f -- ${tree}/${stampFiles.built}.new ${tree}/${stampFiles.built} || exit`;
}

/** A tree that cannot be used is no reason to stop: then it is built. */
function fromCache(build: Build): Shell {
  const { prefix } = build;
  return sh`hit=; if [ -f "$cache/$stamp.tar" ] && mkdir -p -- "$root" && tar -x -p -o -f - -C "$root" <"$cache/$stamp.tar" &&
[ "$(head -n 1 -- "$root"${prefix}/${stampFiles.built})" = "$stamp" ]; then hit=yes; echo 'drover: cache'
${note(build, sh`cache`)}
else rm -rf -- "$root"; fi 2>/dev/null`;
}

/** Written under another name first, so that nobody meets half a tree, and two who build the same do no harm. */
const intoCache = sh`if mkdir -p -- "$cache" && kept=$(mktemp "$cache"/.drover.XXXXXXXX); then
if tar -c -f - -C "$root" . >"$kept" && chmod 0644 -- "$kept" && mv -f -- "$kept" "$cache/$stamp.tar"; then :; else rm -f -- "$kept"; fi; fi 2>/dev/null`;

/** What a full disk says may stand far up in the log. */
function tell(log: string): Shell {
  return sh`{ tail -n 20 -- ${log}; tail -n 20 -- ${log} | grep -q 'No space left' || grep 'No space left' ${log} | head -n 1
printf 'the whole log is in %s\n' ${log}; } >&2; exit "$rc"`;
}
