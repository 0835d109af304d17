import { resolve } from 'node:path';
import { z } from 'zod';
import { defineModule } from '../core/module.ts';
import { assembled } from './assemble/assembled.ts';
import { readFragments } from './assemble/read-fragments.ts';
import { contentOfBytes } from './shared/file-content.ts';
import { fileParams } from './shared/file-params.ts';
import { fileSteps } from './shared/file-steps.ts';
import { regexpParam } from './shared/regexp-param.ts';

const params = z.strictObject({
  ...fileParams,
  src: z.string().min(1).meta({
    description: 'A directory of fragments on the controller, relative to the directory of the playbook.',
  }),
  regexp: regexpParam.optional().meta({ description: 'Take only files whose name matches.' }),
  ignoreHidden: z
    .boolean()
    .default(false)
    .meta({ description: 'Leave out files whose name begins with a dot.' }),
  delimiter: z.string().optional().meta({ description: 'Stands between fragments, on a line of its own.' }),
});

/**
 * A file on the host is made of fragments, in the order of their names, as `assemble` of Ansible has it. Different on
 * purpose: the fragments are always those of the controller. Otherwise like `copy`.
 */
export const assemble = defineModule({
  name: 'assemble',
  summary: 'A file on the host is made of fragments, which are files of a directory on the controller.',
  example:
    "assemble('The rules are there', { path: '/etc/app/rules.conf', src: 'rules.d', delimiter: '# ---' })",
  params,
  desired: async (given, { directory }) => {
    const { path, mode, owner, group, validate, backup, sensitive } = given;
    const fragments = await readFragments(resolve(directory, given.src), given);
    return {
      path,
      permissions: { mode, owner, group },
      validate,
      backup,
      content: contentOfBytes(assembled(fragments, given.delimiter), sensitive),
    };
  },
  ...fileSteps,
});
