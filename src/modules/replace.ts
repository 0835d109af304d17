import { z } from 'zod';
import { defineModule } from '../core/module.ts';
import { Secret } from '../core/secret.ts';
import { withReplaced } from './replace/edit-matches.ts';
import { editParams } from './shared/edit-params.ts';
import { type DesiredEdit, editSteps } from './shared/edit-steps.ts';
import { plainText } from './shared/plain-text.ts';
import { regexpParam } from './shared/regexp-param.ts';

const { create: _create, ...fileParams } = editParams;

const params = z.strictObject({
  ...fileParams,
  regexp: regexpParam.meta({
    description: 'What is replaced, wherever it matches; `^` and `$` stand for begin and end of each line.',
  }),
  replace: z
    .union([z.string(), z.instanceof(Secret)])
    .default('')
    .refine((given) => {
      const text = plainText(given);
      return !text.includes('\0') && text.isWellFormed();
    }, 'is not a text that a file can hold')
    .meta({
      description: 'What stands there instead. `$1` and `$<name>` are groups, `$$` is a dollar sign.',
    }),
  after: regexpParam.optional().meta({ description: 'Replace only behind its first match.' }),
  before: regexpParam.optional().meta({
    description: 'Replace only up to its first match behind `after`; without `after`, up to its last.',
  }),
});

/**
 * Every match of an expression in a text file is replaced, as `replace` of Ansible has it. Different on purpose: the
 * expressions are JavaScript's, so `$1` stands where Ansible has `\1`, and `.` and `$` stop before `\r` too; a
 * replacement that the expression matches again is refused, since every run would change the file.
 */
export const replace = defineModule({
  name: 'replace',
  summary: 'Every match of an expression in a text file is replaced.',
  example:
    "replace('The old name is gone', { path: '/etc/hosts', regexp: /\\bold\\.example\\b/, replace: 'new.example' })",
  params,
  desired: ({ path, validate, backup, sensitive, mode, owner, group, ...given }): DesiredEdit => {
    const { regexp, after, before } = given;
    const wish = { regexp, after, before, replace: plainText(given.replace) };
    return {
      path,
      permissions: { mode, owner, group },
      validate,
      backup,
      sensitive: sensitive || given.replace instanceof Secret,
      whenAbsent: 'refuse',
      edit: (text) => withReplaced(text, wish),
    };
  },
  ...editSteps,
});
