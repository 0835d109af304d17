import { RefusedError } from '../../core/errors.ts';
import { type PackageFamily, toolPackages } from './tool-packages.ts';
import type { ToolsState } from './tools-state.ts';

interface Installer {
  readonly family: PackageFamily;
  readonly command: string;
}

const installers: Readonly<Record<string, Installer>> = {
  'apt-get': { family: 'debian', command: 'apt-get install -y' },
  dnf: { family: 'redhat', command: 'dnf install -y' },
  yum: { family: 'redhat', command: 'yum install -y' },
  zypper: { family: 'suse', command: 'zypper -n install' },
  apk: { family: 'alpine', command: 'apk add' },
};

/** Throws a RefusedError that says how to install what is missing; `purpose` completes "… cannot be …". */
export function requireTools({ missing, manager }: ToolsState, purpose: string): void {
  if (missing.length === 0) return;
  const are = missing.length === 1 ? 'is' : 'are';
  throw new RefusedError(`${purpose}: ${missing.join(' and ')} ${are} not installed`, {
    hint: hintFor(missing, installers[manager]),
  });
}

function hintFor(missing: readonly string[], installer: Installer | undefined): string {
  if (installer === undefined)
    return `Install ${missing.join(' and ')} with the package manager of the host.`;
  const { family, command } = installer;
  const named = missing.map((tool) => ({ tool, packages: toolPackages(tool)?.[family] }));
  const names = [...new Set(named.flatMap(({ packages = [] }) => packages))];
  const others = named.flatMap(({ tool, packages }) => (packages === undefined ? [tool] : []));
  const known =
    names.length === 0
      ? []
      : [`Run on the host: ${command} ${names.join(' ')}, or put a task of the module packages before.`];
  const unknown = others.length === 0 ? [] : [`Install on the host what brings ${others.join(' and ')}.`];
  return [...known, ...unknown].join(' ');
}
