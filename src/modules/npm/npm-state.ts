import { all, known, mapQuery, type Query, query } from '../../core/query.ts';
import type { Resources } from '../../core/resource.ts';
import { type Shell, sh } from '../../core/sh.ts';
import { type ToolsState, toolsState } from '../shared/tools-state.ts';
import { lockProblems } from './lock-problems.ts';
import type { NpmParams } from './params.ts';

interface Looked {
  /** Whether there is a directory, and a package.json in it; `coming`: in check mode, something before changes it. */
  readonly project: 'here' | 'no-directory' | 'no-package' | 'coming';
  /** Versions by name of what is installed and asked for, at the first level. */
  readonly installed: Readonly<Record<string, string>>;
  /** What a project lacks of what it asks for, in words. */
  readonly problems: readonly string[];
}

export interface NpmState extends Looked {
  readonly tools: ToolsState;
  /** With state `latest`: the version that the registry says is that; or why it does not say. */
  readonly latest: { readonly version: string } | { readonly unknown: string };
}

/** Lets npm ask nobody, and leave no logs of a look. */
export const quietNpm = sh`npm_config_logs_max=0; npm_config_update_notifier=false; npm_config_fund=false; npm_config_audit=false; npm_config_progress=false; npm_config_color=false
export npm_config_logs_max npm_config_update_notifier npm_config_fund npm_config_audit npm_config_progress npm_config_color`;

/** The registry in words of npm. */
export function registryWords({ registry }: NpmParams): readonly string[] {
  return registry === undefined ? [] : ['--registry', registry];
}

/** Asks what is installed. */
export function npmState(given: NpmParams): Query<NpmState> {
  const parts = all({
    tools: toolsState(['npm']),
    looked: looked(given),
    latest: given.state === 'latest' ? latest(given) : known({ unknown: '' }),
  });
  return mapQuery(parts, ({ tools, looked: seen, latest: newest }) => ({ ...seen, tools, latest: newest }));
}

function looked(given: NpmParams): Query<Looked> {
  const { path, ci, production } = given;
  const omit = production ? ['--omit=dev'] : [];
  const script = sh`command -v npm >/dev/null 2>&1 || { echo no-package; exit 0; }
${quietNpm}
${path === undefined ? sh`echo here; npm ls -g --json --depth=0 2>/dev/null` : inProject(path, omit)}; printf '\0'
${ci && path !== undefined ? lockFiles(path) : sh`:`}`;
  return query<Looked>(script, {
    reads: readsOf(given),
    parse: ({ stdout }) => lookedOf(stdout, given),
    afterTouch: (seen) => (path === undefined ? seen : { ...seen, project: 'coming' }),
  });
}

function inProject(path: string, omit: readonly string[]): Shell {
  return sh`[ -d ${path} ] || { echo no-directory; exit 0; }
cd -- ${path} || exit; [ -f package.json ] || { echo no-package; exit 0; }
echo here; npm ls --json --all ${omit} 2>/dev/null`;
}

function lockFiles(path: string): Shell {
  return sh`for f in ${`${path}/package-lock.json`} ${`${path}/node_modules/.package-lock.json`}; do cat -- "$f" 2>/dev/null; printf '\0'; done`;
}

function readsOf({ path }: NpmParams): Resources {
  const place = path === undefined ? [] : [`file:${path}` as const];
  return [...place, 'package:npm', 'package:nodejs'];
}

interface Tree {
  readonly problems?: readonly string[];
  readonly dependencies?: Readonly<
    Record<string, { readonly version?: string; readonly extraneous?: boolean }>
  >;
}

function lookedOf(stdout: string, { ci, production }: NpmParams): Looked {
  const [, project = '', rest = ''] = /^([a-z-]+)\n([\s\S]*)$/.exec(stdout) ?? [];
  if (project !== 'here') {
    return { project: project === 'no-directory' ? project : 'no-package', installed: {}, problems: [] };
  }
  const [listed = '', wanted = '', has = ''] = rest.split('\0');
  // npm documents this form.
  const tree = JSON.parse(listed.trim() || '{}') as Tree;
  const lacks = (tree.problems ?? []).filter((problem) => /^(missing|invalid)/.test(problem));
  return {
    project,
    installed: askedFor(tree),
    problems: ci ? lockProblems(wanted, has, production) : lacks,
  };
}

function askedFor({ dependencies = {} }: Tree): Readonly<Record<string, string>> {
  const all = Object.entries(dependencies).flatMap(([name, { version, extraneous }]) =>
    version === undefined || extraneous === true ? [] : [[name, version] as const],
  );
  return Object.fromEntries(all);
}

function latest(given: NpmParams): Query<NpmState['latest']> {
  const script = sh`command -v npm >/dev/null 2>&1 || exit 0
${quietNpm}
cd /; if out=$(npm view ${given.name ?? ''} dist-tags.latest ${registryWords(given)} 2>&1); then echo version; else echo unknown; fi
printf '%s\n' "$out"`;
  return query<NpmState['latest']>(script, {
    reads: ['package:npm'],
    parse: ({ stdout }) => {
      const [is, ...rest] = stdout.trim().split('\n');
      const text = rest.join('\n').trim();
      return is === 'version' && text !== '' ? { version: text } : { unknown: text };
    },
  });
}
