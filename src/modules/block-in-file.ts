import { z } from 'zod';
import { defineModule } from '../core/module.ts';
import { Secret } from '../core/secret.ts';
import { type BlockPlace, withBlock } from './block-in-file/edit-block.ts';
import { editParams } from './shared/edit-params.ts';
import { type DesiredEdit, editSteps } from './shared/edit-steps.ts';
import { plainText } from './shared/plain-text.ts';
import { regexpParam } from './shared/regexp-param.ts';
import { whenAbsent } from './shared/when-absent.ts';

const word = z.string().regex(/^[^\n\r\0]+$/, 'must be one line');

const params = z
  .strictObject({
    ...editParams,
    state: z
      .enum(['present', 'absent'])
      .default('present')
      .meta({ description: 'Whether the block should be there.' }),
    block: z
      .union([z.string(), z.instanceof(Secret)])
      .default('')
      .meta({ description: 'The lines between the markers. Empty: the block is removed.' }),
    marker: word
      .refine((text) => text.includes('{mark}'), 'must hold {mark}')
      .default('# {mark} DROVER MANAGED BLOCK')
      .meta({
        description:
          'The lines around the block, by which it is found again. To take over a block of Ansible’s: `# {mark} ANSIBLE MANAGED BLOCK`.',
      }),
    markerBegin: word.default('BEGIN').meta({ description: 'Stands for {mark} before the block.' }),
    markerEnd: word.default('END').meta({ description: 'Stands for {mark} after the block.' }),
    insertAfter: regexpParam.optional().meta({
      description:
        'Where a new block goes: after the last line that matches; with the flag m, after the first match in the whole text. Default: `EOF`.',
    }),
    insertBefore: regexpParam.optional().meta({
      description: 'Where a new block goes: before the line that matches, or `BOF`, the beginning.',
    }),
  })
  .refine(({ markerBegin, markerEnd }) => markerBegin !== markerEnd, 'markerBegin and markerEnd must differ')
  .refine(
    ({ insertAfter, insertBefore }) => insertAfter === undefined || insertBefore === undefined,
    'give insertAfter or insertBefore, not both',
  )
  .refine(({ block }) => {
    const text = plainText(block);
    return !text.includes('\0') && text.isWellFormed();
  }, 'block: is not a text that a file can hold');

/**
 * A block of lines is in a text file, between two marker lines, as `blockinfile` of Ansible has it. Different on
 * purpose: the marker says DROVER; a file with only one of the two markers is refused, as nobody can know what belongs
 * to the block; line ends stay as they are; a file without the block, or no file, is left alone when it should not be
 * there; the expressions are JavaScript's; the directory must be there.
 */
export const blockInFile = defineModule({
  name: 'blockInFile',
  summary: 'A block of lines is in a text file between two markers, or is not.',
  example:
    "blockInFile('The hosts of the lab are known', { path: '/etc/hosts', block: '192.0.2.1 one\\n192.0.2.2 two' })",
  params,
  desired: (given): DesiredEdit => {
    const { path, validate, backup, sensitive, create, state, mode, owner, group } = given;
    const { block, marker, markerBegin, markerEnd } = given;
    const lines = state === 'absent' ? [] : linesIn(plainText(block));
    const wish = {
      lines,
      begin: marker.replaceAll('{mark}', () => markerBegin),
      end: marker.replaceAll('{mark}', () => markerEnd),
      place: placeOf(given),
    };
    return {
      path,
      permissions: { mode, owner, group },
      validate,
      backup,
      sensitive: sensitive || block instanceof Secret,
      whenAbsent: whenAbsent(state, create),
      edit: (text) => withBlock(text, wish),
    };
  },
  ...editSteps,
});

function linesIn(block: string): readonly string[] {
  return block === '' ? [] : block.replace(/\r?\n$/, '').split(/\r?\n/);
}

function placeOf({ insertAfter, insertBefore }: z.output<typeof params>): BlockPlace {
  const anchor = insertAfter ?? insertBefore;
  if (anchor === undefined || insertAfter?.source === 'EOF') return { is: 'end' };
  if (insertBefore?.source === 'BOF') return { is: 'begin' };
  return { is: insertAfter === undefined ? 'before' : 'after', anchor };
}
