import { RefusedError } from '../../core/errors.ts';
import { toolPackages } from './tool-packages.ts';
import type { ToolsState } from './tools-state.ts';

const commands: Readonly<Record<string, string>> = {
  'apt-get': 'apt-get install -y',
  dnf: 'dnf install -y',
  yum: 'yum install -y',
  zypper: 'zypper install -y',
  apk: 'apk add',
};

/** Throws a RefusedError that says how to install what is missing; `purpose` completes "… cannot be …". */
export function requireTools({ missing, manager }: ToolsState, purpose: string): void {
  if (missing.length === 0) return;
  const debian = packagesOf(missing, 'debian');
  const redhat = packagesOf(missing, 'redhat');
  const install = commands[manager];
  const exact =
    install === undefined
      ? 'with the package manager of the host'
      : `with: ${install} ${(manager === 'apt-get' ? debian : redhat).join(' ')}`;
  const are = missing.length === 1 ? 'is' : 'are';
  throw new RefusedError(`${purpose}: ${missing.join(' and ')} ${are} not installed`, {
    hint: `Install the Debian packages ${debian.join(', ')} (Red Hat: ${redhat.join(', ')}) ${exact}`,
  });
}

function packagesOf(tools: readonly string[], family: 'debian' | 'redhat'): readonly string[] {
  return [...new Set(tools.flatMap((tool) => toolPackages(tool)[family]))];
}
