import { commandOf, type Step } from '../core/command.ts';
import { RefusedError } from '../core/errors.ts';
import { defineModule } from '../core/module.ts';
import type { Resources } from '../core/resource.ts';
import { type Shell, sh } from '../core/sh.ts';
import { type PipParams, pipParams } from './pip/params.ts';
import { type PipState, pipState, pythonOf, quietPip, sourceWords, wantedWords } from './pip/pip-state.ts';
import { undoScript } from './pip/python-scripts.ts';
import { keepFile, putBack } from './shared/keep-file.ts';
import { requireTools } from './shared/require-tools.ts';

type PipChange =
  | { readonly is: 'environment' }
  | { readonly is: 'install' | 'remove'; readonly words: readonly string[] };

/**
 * Packages of Python are installed, as new as can be, or not installed, by `python -m pip`. Extras of a package are not
 * looked at. The way back of a virtual environment is a copy of it; elsewhere what came is uninstalled, and what was
 * replaced or removed is installed again from where packages come from.
 */
export const pip = defineModule({
  name: 'pip',
  summary: 'Packages of Python are installed, up to date, or not installed; in a virtual environment or not.',
  example:
    "pip('The application has its packages', { names: ['flask>=2,<4', 'gunicorn'], virtualenv: '/srv/app/venv' })",
  params: pipParams,
  desired: (given) => given,
  inspect: pipState,
  plan: (current: PipState, given): readonly PipChange[] => {
    const isGone = given.state === 'absent';
    if (isGone && current.lacksEnvironment) return [];
    requireTools(current, 'Packages of Python cannot be managed');
    if (current.problem !== null && !current.isComing) {
      throw new RefusedError(`The requirements cannot be read: ${current.problem}`, {
        hint: 'Each has to name a package, as in "flask>=2"; a file must be on the host before.',
      });
    }
    if (current.lacksEnvironment || current.isComing) {
      const made = current.lacksEnvironment ? [{ is: 'environment' } as const] : [];
      return [...made, { is: isGone ? 'remove' : 'install', words: wantedWords(given) }];
    }
    const change = isGone ? removal(current) : installation(current, given);
    if (change !== undefined) refuseManaged(current, given);
    return change === undefined ? [] : [change];
  },
  describe: (change, { virtualenv }) => ({
    summary:
      change.is === 'environment'
        ? `virtual environment ${virtualenv} made`
        : `${change.is} ${change.words.join(', ')}`,
  }),
  apply: (change, given): Step =>
    commandOf(
      sh`${quietPip}
${given.virtualenv === undefined ? sh`:` : keepFile(given.virtualenv)} || exit
${scriptOf(change, given)}`,
      { touches: touched(given), timeoutMs: given.timeoutMs, isFollowed: true },
    ),
  undo: (_, given, { installed }): Step => {
    const { virtualenv } = given;
    if (virtualenv !== undefined) return commandOf(putBack(virtualenv), { touches: touched(given) });
    return commandOf(
      sh`${quietPip}; PIP_BREAK_SYSTEM_PACKAGES=1; export PIP_BREAK_SYSTEM_PACKAGES
${pythonOf(given)} -c ${undoScript} ${JSON.stringify(installed)} ${sourceWords(given)}`,
      { touches: touched(given), timeoutMs: given.timeoutMs },
    );
  },
});

function touched({ virtualenv }: PipParams): Resources {
  return virtualenv === undefined ? 'everything' : [`file:${virtualenv}`];
}

function removal({ wanted, installed }: PipState): PipChange | undefined {
  const names = wanted.map(({ name }) => name).filter((name) => installed[name] !== undefined);
  return names.length === 0 ? undefined : { is: 'remove', words: names };
}

function installation(
  { wanted, offers, pip: version }: PipState,
  { state }: PipParams,
): PipChange | undefined {
  const lacking = wanted.filter(({ isSatisfied }) => !isSatisfied);
  if (state !== 'latest') {
    return lacking.length === 0 ? undefined : { is: 'install', words: lacking.map(({ text }) => text) };
  }
  if (typeof offers['unknown'] === 'string') {
    throw new RefusedError(`pip ${version} cannot tell what is newest: ${offers['unknown']}`, {
      hint: 'It needs pip 22.2 or newer, and has to reach the index; see indexUrl and findLinks.',
    });
  }
  const newer = Object.entries(offers).map(([name, to]) => `${name}==${to}`);
  return newer.length === 0 ? undefined : { is: 'install', words: newer };
}

function refuseManaged({ isManaged }: PipState, { breakSystemPackages, executable }: PipParams): void {
  if (!isManaged || breakSystemPackages) return;
  throw new RefusedError(`The packages of ${executable} belong to the distribution (EXTERNALLY-MANAGED)`, {
    hint: 'Give a virtualenv, use the module packages (python3-…), or set breakSystemPackages to true.',
  });
}

function scriptOf(change: PipChange, given: PipParams): Shell {
  const { virtualenv = '', executable, virtualenvSitePackages, breakSystemPackages, state } = given;
  const python = pythonOf(given);
  const breaks = breakSystemPackages
    ? sh`PIP_BREAK_SYSTEM_PACKAGES=1; export PIP_BREAK_SYSTEM_PACKAGES; `
    : sh``;
  switch (change.is) {
    case 'environment':
      return sh`${executable} -m venv ${virtualenvSitePackages ? ['--system-site-packages'] : []} -- ${virtualenv}`;
    case 'install':
      return sh`${breaks}${python} -m pip install ${state === 'latest' ? ['--upgrade'] : []} ${sourceWords(given)} ${wantedWords(given)}`;
    case 'remove':
      return sh`${breaks}${python} -m pip uninstall -y -- ${change.words}`;
  }
}
