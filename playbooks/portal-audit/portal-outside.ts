import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { controllerQuery, DefinitionError, defineModule } from 'drover';
import { type AuditTarget, auditTarget } from './audit-target.ts';
import { lookOutside } from './outside/look-outside.ts';

/** What anyone on the network sees of a portal: TLS, certificate, headers, what is denied. Nothing that it sees is an error. */
export const portalOutside = defineModule({
  name: 'portalOutside',
  summary: 'What anyone on the network sees of a portal. Changes nothing.',
  params: auditTarget,
  verifies: true,
  desired: async (target, { directory }) => ({ target, ca: await caOf(target, directory) }),
  inspect: ({ target, ca }) =>
    controllerQuery(
      async (signal) => ({
        ...(await lookOutside({ ...target, ca }, signal)),
        trusts: ca !== undefined,
      }),
      'everything',
    ),
  plan: (): readonly never[] => [],
  describe: (change: never) => change,
  apply: (change: never) => change,
});

/** The CA that is named must be there; the private one only exists once something was signed. */
async function caOf({ ca, privateCa }: AuditTarget, directory: string): Promise<string | undefined> {
  if (ca !== undefined) {
    const file = resolve(directory, ca);
    return readFile(file, 'utf8').catch((cause: unknown) => {
      throw new DefinitionError(`The CA to trust cannot be read on this machine: ${file}`, { cause });
    });
  }
  return privateCa === undefined ? undefined : readFile(privateCa, 'utf8').catch(() => undefined);
}
