import { machineRequirements } from '../../src/lab/machine/machine-requirements.ts';

/** Why tests on Debian guests are left out here; undefined where they can run, and always in CI, where they must. */
export async function noMachines(): Promise<string | undefined> {
  if (process.env['CI'] === 'true') return undefined;
  const { missing } = await machineRequirements();
  const lacking = missing.filter((one) => one.package === undefined).map((one) => one.name);
  return lacking.length === 0 ? undefined : `Debian guests need ${lacking.join(', ')}`;
}
