import { RefusedError } from '../../core/errors.ts';
import type { MachineRequirements } from './machine-requirements.ts';

/** The error that says what a machine lacks and which command would help. */
export function requirementsRefusal({ missing, packages }: MachineRequirements): RefusedError {
  const names = missing.map(({ name }) => name);
  const install = `run \`sudo apt-get install --no-install-recommends ${packages.join(' ')}\``;
  const steps = [
    ...(packages.length > 0 ? [install] : []),
    ...(names.includes('root') ? ['run the lab as root'] : []),
  ];
  const advice = steps.length > 0 ? `First ${steps.join(', then ')}.` : 'Use another Linux machine for it.';
  return new RefusedError(`This machine lacks what a lab of real hosts needs: ${names.join(', ')}`, {
    hint: advice,
  });
}
