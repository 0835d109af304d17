import { all, known, mapQuery, type Query, query } from '../../core/query.ts';
import type { Resources } from '../../core/resource.ts';
import { sh } from '../../core/sh.ts';
import { toolsState } from '../shared/tools-state.ts';
import type { PipParams } from './params.ts';
import { lookScript } from './python-scripts.ts';

interface WantedPackage {
  /** As it is required. */
  readonly text: string;
  readonly name: string;
  readonly isSatisfied: boolean;
}

interface Seen {
  /** Versions by name, of all that this Python has; names are in lower case with hyphens. */
  readonly installed: Readonly<Record<string, string>>;
  readonly wanted: readonly WantedPackage[];
  readonly python: string;
  readonly pip: string;
  /** The distribution keeps this Python's packages for itself. */
  readonly isManaged: boolean;
  /** What is wrong with the requirements. */
  readonly problem: string | null;
}

export interface PipState extends Seen {
  /** Programs that are not there. */
  readonly missing: readonly string[];
  readonly manager: string;
  /** The virtual environment has to be made, or made whole. */
  readonly lacksEnvironment: boolean;
  /** With state `latest`: newer versions by name, or why nobody knows. */
  readonly offers: Readonly<Record<string, string>> | { readonly unknown: string };
  /** In check mode: something before would make what is needed to look. */
  readonly isComing: boolean;
}

const nothing: Seen = { installed: {}, wanted: [], python: '', pip: '', isManaged: false, problem: null };

/** Makes pip ask nobody and leave no traces of a look. */
export const quietPip = sh`cd /; PIP_NO_INPUT=1; PIP_DISABLE_PIP_VERSION_CHECK=1; PIP_ROOT_USER_ACTION=ignore; PYTHONDONTWRITEBYTECODE=1; PYTHONIOENCODING=utf-8
export PIP_NO_INPUT PIP_DISABLE_PIP_VERSION_CHECK PIP_ROOT_USER_ACTION PYTHONDONTWRITEBYTECODE PYTHONIOENCODING`;

/** The Python in which packages are. */
export function pythonOf({ virtualenv, executable }: PipParams): string {
  return virtualenv === undefined ? executable : `${virtualenv}/bin/python`;
}

/** Words for `pip install` that say where packages come from. */
export function sourceWords({ indexUrl, findLinks, extraArgs }: PipParams): readonly string[] {
  return [
    ...(indexUrl === undefined ? [] : ['--index-url', indexUrl]),
    ...(findLinks === undefined ? [] : ['--find-links', findLinks]),
    ...extraArgs,
  ];
}

/** Asks what is installed. */
export function pipState(given: PipParams): Query<PipState> {
  const parts = all({
    look: looked(given),
    tools: toolsState([]),
    offers: given.state === 'latest' ? offered(given) : known({}),
  });
  return mapQuery(parts, ({ look, tools: { manager }, offers }) => ({ ...look, manager, offers }));
}

type Look = Omit<PipState, 'manager' | 'offers'>;

function looked(given: PipParams): Query<Look> {
  const { virtualenv, executable, names = [], requirements = '' } = given;
  const python = pythonOf(given);
  const environment =
    virtualenv === undefined
      ? sh`:`
      : sh`if ! ${python} -c 'import pip' >/dev/null 2>&1; then echo environment
command -v ${executable} >/dev/null 2>&1 || { echo ${executable}; exit 0; }
${executable} -c 'import ensurepip, venv' >/dev/null 2>&1 || echo venv; exit 0; fi`;
  const script = sh`${quietPip}
${environment}
if ! command -v ${python} >/dev/null 2>&1; then echo missing; echo ${executable}; exit 0; fi
if ! ${python} -c 'import pip' >/dev/null 2>&1; then echo missing; echo pip; exit 0; fi
echo look; ${python} -c ${lookScript} ${JSON.stringify(names)} ${requirements}`;
  return query<Look>(script, {
    reads: readsOf(given),
    parse: ({ stdout }) => lookOf(stdout),
    afterTouch: (look) =>
      look.missing.length > 0 || look.problem !== null ? { ...look, missing: [], isComing: true } : look,
  });
}

function readsOf({ virtualenv, requirements }: PipParams): Resources {
  if (virtualenv === undefined) return 'everything';
  const files = [virtualenv, ...(requirements === undefined ? [] : [requirements])];
  return [...files.map((path) => `file:${path}` as const), 'package:python3', 'package:python3-venv'];
}

function lookOf(stdout: string): Look {
  const [is = '', ...rest] = stdout.split('\n');
  if (is === 'look') {
    // Written by our own script.
    const seen = JSON.parse(rest.join('\n')) as Seen;
    return { ...seen, missing: [], lacksEnvironment: false, isComing: false };
  }
  const missing = rest.filter((line) => line !== '');
  return { ...nothing, missing, lacksEnvironment: is === 'environment', isComing: false };
}

/** Asks the index. A dry run installs nothing, so it breaks nothing that the distribution has. */
function offered(given: PipParams): Query<PipState['offers']> {
  const python = pythonOf(given);
  const script = sh`${quietPip}
${python} -c 'import pip' >/dev/null 2>&1 || exit 0
PIP_BREAK_SYSTEM_PACKAGES=1; export PIP_BREAK_SYSTEM_PACKAGES
if out=$(${python} -m pip install --dry-run --upgrade --no-deps --quiet --report - ${sourceWords(given)} ${wantedWords(given)} 2>&1); then echo offers; else echo unknown; fi
printf '%s\n' "$out"`;
  return query(script, { reads: readsOf(given), parse: ({ stdout }) => offersIn(stdout) });
}

/** What is wanted, in words of `pip install`. */
export function wantedWords({ names = [], requirements }: PipParams): readonly string[] {
  return [...(requirements === undefined ? [] : ['-r', requirements]), ...names];
}

interface Report {
  readonly install: readonly { readonly metadata: { readonly name: string; readonly version: string } }[];
}

function offersIn(stdout: string): PipState['offers'] {
  const [is, ...rest] = stdout.split('\n');
  if (is === undefined || is === '') return {};
  const text = rest.join('\n');
  const start = text.indexOf('{');
  if (is === 'unknown' || start < 0) return { unknown: text.trim().split('\n').slice(-3).join('\n') };
  // pip documents this form of its report.
  const { install } = JSON.parse(text.slice(start)) as Report;
  return Object.fromEntries(install.map(({ metadata }) => [canonical(metadata.name), metadata.version]));
}

function canonical(name: string): string {
  return name.replaceAll(/[-_.]+/g, '-').toLowerCase();
}
