import { apk } from './apk/apk.ts';
import { apt } from './apt/apt.ts';
import type { Backend } from './backend.ts';
import { dnf } from './dnf/dnf.ts';
import { zypper } from './zypper/zypper.ts';

/** All package managers that are known. */
export const backends: readonly [Backend, ...Backend[]] = [apt, dnf, zypper, apk];

/** The package manager that a program belongs to; undefined: none that is known. */
export function backendOf(program: string): Backend | undefined {
  return backends.find(({ programs }) => programs.includes(program));
}
