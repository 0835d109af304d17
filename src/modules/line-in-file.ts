import { z } from 'zod';
import { defineModule } from '../core/module.ts';
import { Secret } from '../core/secret.ts';
import { type Place, type Wanted, withLine, withoutLine } from './line-in-file/edit-lines.ts';
import { editParams } from './shared/edit-params.ts';
import { type DesiredEdit, editSteps } from './shared/edit-steps.ts';
import { lineParam } from './shared/line-param.ts';
import { plainText } from './shared/plain-text.ts';
import { regexpParam } from './shared/regexp-param.ts';
import { whenAbsent } from './shared/when-absent.ts';

const params = z
  .strictObject({
    ...editParams,
    state: z
      .enum(['present', 'absent'])
      .default('present')
      .meta({ description: 'Whether the line should be there.' }),
    line: lineParam.optional().meta({
      description: 'The line, without its end. With `backrefs`, `$1` and `$<name>` are groups of the regexp.',
    }),
    regexp: regexpParam.optional().meta({
      description:
        'Finds the line that is replaced, the last if several match; with state `absent`, all lines to remove. A line is seen without its end.',
    }),
    searchString: z
      .string()
      .min(1)
      .optional()
      .meta({ description: 'Instead of a regexp: a text that the line holds.' }),
    backrefs: z.boolean().default(false).meta({
      description: 'Put groups of the regexp into the line. Nothing is done where it does not match.',
    }),
    insertAfter: regexpParam.optional().meta({
      description: 'Where a new line goes: after the last line that matches. Default: `EOF`, the end.',
    }),
    insertBefore: regexpParam.optional().meta({
      description: 'Where a new line goes: before the last line that matches, or `BOF`, the beginning.',
    }),
    firstMatch: z
      .boolean()
      .default(false)
      .meta({ description: 'Let the first line that matches count, not the last.' }),
  })
  .refine(({ state, line }) => state === 'absent' || line !== undefined, 'state present needs a line')
  .refine(
    ({ state, line, regexp, searchString }) =>
      state === 'present' || (line ?? regexp ?? searchString) !== undefined,
    'state absent needs a line, regexp or searchString',
  )
  .refine(
    ({ regexp, searchString }) => regexp === undefined || searchString === undefined,
    'give regexp or searchString, not both',
  )
  .refine(({ backrefs, regexp }) => !backrefs || regexp !== undefined, 'backrefs needs a regexp')
  .refine(
    ({ insertAfter, insertBefore }) => insertAfter === undefined || insertBefore === undefined,
    'give insertAfter or insertBefore, not both',
  );

/**
 * A line is in a text file, or is not, as `lineinfile` of Ansible has it. Different on purpose: the expressions are
 * JavaScript's and see a line without its end; `$1` stands where Ansible has `\1`; each line keeps its way of ending,
 * also a last one that has none, and a new one ends as the others; a file cut off in its last line is never glued to
 * the new one; the directory must be there; and what every run would change again is refused.
 */
export const lineInFile = defineModule({
  name: 'lineInFile',
  summary: 'A line is in a text file, or is not.',
  example:
    "lineInFile('SELinux is enforcing', { path: '/etc/selinux/config', regexp: /^SELINUX=/, line: 'SELINUX=enforcing' })",
  params,
  desired: (given): DesiredEdit => {
    const { path, validate, backup, sensitive, create, state, mode, owner, group } = given;
    const line = given.line === undefined ? undefined : plainText(given.line);
    const { backrefs, firstMatch } = given;
    const wanted = wantedBy(given);
    const place = placeOf(given);
    return {
      path,
      permissions: { mode, owner, group },
      validate,
      backup,
      sensitive: sensitive || given.line instanceof Secret,
      whenAbsent: whenAbsent(state, create),
      edit: (text) =>
        state === 'absent'
          ? withoutLine(text, { wanted, line: line ?? '' })
          : withLine(text, { line: line ?? '', wanted, backrefs, place, firstMatch }),
    };
  },
  ...editSteps,
});

type Given = z.output<typeof params>;

function wantedBy({ regexp, searchString }: Given): Wanted | undefined {
  if (regexp !== undefined) return { is: 'regexp', regexp };
  return searchString === undefined ? undefined : { is: 'text', text: searchString };
}

function placeOf({ insertAfter, insertBefore }: Given): Place {
  const anchor = insertAfter ?? insertBefore;
  if (anchor === undefined || insertAfter?.source === 'EOF') return { is: 'end' };
  if (anchor.source === 'BOF') return { is: 'begin' };
  return { is: insertAfter === undefined ? 'before' : 'after', anchor };
}
