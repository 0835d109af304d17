import { commandOf, type Step } from '../core/command.ts';
import { RefusedError } from '../core/errors.ts';
import { defineModule } from '../core/module.ts';
import type { Resources } from '../core/resource.ts';
import { lines, type Shell, sh } from '../core/sh.ts';
import { type NpmState, npmState, quietNpm, registryWords } from './npm/npm-state.ts';
import { type NpmParams, npmParams } from './npm/params.ts';
import { keepFile, putBack } from './shared/keep-file.ts';
import { requireTools } from './shared/require-tools.ts';

/** `to` is undefined where the registry decides. */
type NpmChange =
  | { readonly is: 'project'; readonly why: readonly string[] }
  | {
      readonly is: 'install';
      readonly name: string;
      readonly from: string | undefined;
      readonly to: string | undefined;
    }
  | { readonly is: 'uninstall'; readonly name: string; readonly from: string };

/**
 * Packages of Node are installed, for a project or for all of a host, or are not. The way back of a project are copies
 * of node_modules, package.json and package-lock.json; a global package is installed again as it was.
 */
export const npm = defineModule({
  name: 'npm',
  summary: 'Packages of Node are installed in a project or globally, up to date, or not installed.',
  example: "npm('The application has its packages', { path: '/srv/app', ci: true, production: true })",
  params: npmParams,
  desired: (given) => given,
  inspect: npmState,
  plan: (current: NpmState, given): readonly NpmChange[] => {
    requireTools(current.tools, 'Packages of Node cannot be managed');
    refuseProject(current, given);
    const { name } = given;
    if (name === undefined) return ofProject(current);
    const from = current.installed[name];
    if (given.state === 'absent') return from === undefined ? [] : [{ is: 'uninstall', name, from }];
    const to = given.state === 'latest' ? newest(current, name) : given.version;
    if (from !== undefined && (to === undefined || from === to)) return [];
    return [{ is: 'install', name, from, to }];
  },
  describe: (change, { ci }) => ({ summary: wordsOf(change, ci) }),
  apply: (change, given): Step =>
    commandOf(
      lines([
        quietNpm,
        ...kept(given).map((path) => sh`${keepFile(path)} || exit`),
        sh`${inPlace(given)}${scriptOf(change, given)}`,
      ]),
      { touches: touched(given), timeoutMs: given.timeoutMs, isFollowed: true },
    ),
  undo: (change, given): Step => {
    const back = kept(given).map((path) => sh`${putBack(path)} || exit`);
    return commandOf(lines([quietNpm, ...back, sh`${wayBack(change, given)}`]), {
      touches: touched(given),
      timeoutMs: given.timeoutMs,
    });
  },
});

function refuseProject({ project }: NpmState, { path, name, state }: NpmParams): void {
  if (path === undefined || project === 'here' || project === 'coming') return;
  if (project === 'no-directory' && state !== 'absent') {
    throw new RefusedError(`The directory ${path} is not there`, {
      hint: `Put a task before that makes it: file('…', { path: '${path}', state: 'directory' }).`,
    });
  }
  if (name === undefined) {
    throw new RefusedError(`There is no package.json in ${path}`, {
      hint: 'Put a task before that brings it, or give the name of a package.',
    });
  }
}

function ofProject({ project, problems }: NpmState): readonly NpmChange[] {
  if (project === 'coming') return [{ is: 'project', why: [] }];
  if (problems.some((problem) => problem.startsWith('there is no'))) {
    throw new RefusedError('There is no package-lock.json for npm ci', {
      hint: 'Bring it with the project, or leave ci out.',
    });
  }
  return problems.length === 0 ? [] : [{ is: 'project', why: problems }];
}

function newest({ latest }: NpmState, name: string): string {
  if ('version' in latest) return latest.version;
  throw new RefusedError(`The registry does not say what ${name} is at: ${latest.unknown}`, {
    hint: 'Look at the name, and whether the host reaches the registry.',
  });
}

function wordsOf(change: NpmChange, ci: boolean): string {
  switch (change.is) {
    case 'project': {
      const [first, ...others] = change.why;
      const more = others.length === 0 ? '' : `, and ${others.length} more`;
      return `npm ${ci ? 'ci' : 'install'}${first === undefined ? '' : `: ${first}${more}`}`;
    }
    case 'install': {
      const { name, from, to = 'installed' } = change;
      return `${name} ${from === undefined ? '' : `${from} → `}${to}`;
    }
    case 'uninstall':
      return `${change.name} ${change.from} removed`;
  }
}

/** What a project's change may change. */
function kept({ path }: NpmParams): readonly string[] {
  return path === undefined
    ? []
    : ['node_modules', 'package.json', 'package-lock.json'].map((name) => `${path}/${name}`);
}

function touched({ path }: NpmParams): Resources {
  return path === undefined ? 'everything' : [`file:${path}`];
}

function inPlace({ path }: NpmParams): Shell {
  return path === undefined ? sh`cd /; ` : sh`cd -- ${path} || exit; `;
}

function scriptOf(change: NpmChange, given: NpmParams): Shell {
  const { production, ignoreScripts, ci } = given;
  const flags = [
    ...(given.global ? ['-g'] : []),
    ...(production ? ['--omit=dev'] : []),
    ...(ignoreScripts ? ['--ignore-scripts'] : []),
    ...registryWords(given),
  ];
  switch (change.is) {
    case 'project':
      return sh`npm ${ci ? 'ci' : 'install'} ${flags}`;
    case 'install':
      return sh`npm install ${flags} -- ${change.to === undefined ? change.name : `${change.name}@${change.to}`}`;
    case 'uninstall':
      return sh`npm uninstall ${flags} -- ${change.name}`;
  }
}

function wayBack(change: NpmChange, given: NpmParams): Shell {
  if (!given.global || change.is === 'project') return sh`:`;
  const { name, from } = change;
  return from === undefined
    ? sh`cd /; npm uninstall -g -- ${name}`
    : sh`cd /; npm install -g ${registryWords(given)} -- ${`${name}@${from}`}`;
}
