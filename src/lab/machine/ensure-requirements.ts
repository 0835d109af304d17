import { readFile } from 'node:fs/promises';
import { machineRequirements } from './machine-requirements.ts';
import { requirementsRefusal } from './requirements-refusal.ts';
import { runProgram } from './run-program.ts';

interface EnsureOptions {
  readonly onStep: (text: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Installs what the lab lacks where it can. Rejects with a RefusedError that says what to do where it cannot. */
export async function ensureRequirements({ onStep, signal }: EnsureOptions): Promise<void> {
  const before = await machineRequirements();
  if (before.missing.length === 0) return;
  const isBeyondPackages = before.missing.some((one) => one.package === undefined);
  if (isBeyondPackages || !(await isDebian())) throw requirementsRefusal(before);
  onStep(`Installing ${before.packages.join(', ')}`);
  const options = ['-qq', '-o', 'DPkg::Lock::Timeout=300'];
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await runProgram('apt-get', [...options, 'update'], { signal, env });
  const install = [...options, '-y', '--no-install-recommends', 'install', ...before.packages];
  await runProgram('apt-get', install, { signal, env });
  const after = await machineRequirements();
  if (after.missing.length > 0) throw requirementsRefusal(after);
}

async function isDebian(): Promise<boolean> {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '');
  return /^ID(_LIKE)?=.*debian/m.test(release);
}
