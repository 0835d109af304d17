import { RefusedError } from '../../../core/errors.ts';

/** The library that speaks ACME. Few need it, so that it does not come with the package. */
export async function loadAcme() {
  try {
    return await import('acme-client');
  } catch (cause) {
    throw new RefusedError('A certificate by ACME needs the package acme-client on the controller', {
      hint: 'Run `npm install acme-client@5` in the project of the playbook.',
      cause,
    });
  }
}
