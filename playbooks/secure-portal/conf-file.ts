import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Controller, defineModule, type Shell } from 'drover';
import { template } from 'drover/modules';
import { z } from 'zod';

const params = z.strictObject({
  path: z.string(),
  src: z.string().meta({ description: 'The template, beside the playbook.' }),
  vars: z.record(z.string(), z.unknown()),
  certificate: z.string().optional().meta({
    description:
      'The certificate on the controller, where there is one: with the URL of a responder in it, stapling is on.',
  }),
  validate: z.custom<(path: Shell) => Shell>((given) => typeof given === 'function').optional(),
});

/** A configuration of httpd is what its template renders to, with `stapling` as the certificate allows. */
export const confFile = defineModule({
  ...template.spec,
  name: 'confFile',
  summary: 'A configuration of httpd is what its template renders to.',
  params,
  desired: async ({ path, src, vars, certificate, validate }, controller) => {
    const stapling = certificate !== undefined && (await hasResponder(certificate, controller));
    const file = {
      path,
      src,
      mode: '0644',
      validate,
      backup: false,
      sensitive: false,
      vars: { ...vars, stapling },
    };
    return template.spec.desired(file, controller);
  },
});

/** What is not there, or no certificate, is said where the certificate is put in place. */
async function hasResponder(file: string, { directory }: Controller): Promise<boolean> {
  try {
    const leaf = new X509Certificate(await readFile(resolve(directory, file)));
    return leaf.infoAccess?.includes('OCSP - URI:') ?? false;
  } catch {
    return false;
  }
}
