import { z } from 'zod';
import { commandOf, type Step } from '../core/command.ts';
import { RefusedError } from '../core/errors.ts';
import { defineModule } from '../core/module.ts';
import { sh } from '../core/sh.ts';
import { withLine } from './line-in-file/edit-lines.ts';
import { localeGenText } from './locale/locale-gen-text.ts';
import {
  archivedName,
  type LocaleFiles,
  type LocaleState,
  localeArchive,
  localeState,
} from './locale/locale-state.ts';
import { type DesiredEdit, editSteps } from './shared/edit-steps.ts';
import { keepFile, putBack } from './shared/keep-file.ts';

type FileName = keyof LocaleFiles;

type LocaleChange =
  | { readonly is: FileName; readonly change: ReturnType<typeof editSteps.plan>[number] }
  | { readonly is: 'generate' | 'remove' };

interface DesiredLocale extends LocaleFiles {
  readonly name: string;
  readonly state: 'present' | 'absent';
  readonly isDefault: boolean;
}

const params = z
  .strictObject({
    name: z
      .string()
      .regex(
        /^(C|POSIX|[a-z]{2,3}(_[A-Z]{2})?)(\.[A-Za-z0-9-]+)?(@[a-z]+)?$/,
        'must be the name of a locale, such as de_DE.UTF-8',
      )
      .meta({
        description: 'The locale, as `/usr/share/i18n/SUPPORTED` of Debian writes it: `de_DE.UTF-8`.',
      }),
    state: z
      .enum(['present', 'absent'])
      .default('present')
      .meta({ description: 'Whether programs can use it.' }),
    default: z
      .boolean()
      .default(false)
      .meta({ description: 'Make it `LANG` for who logs in from then on. Default: leave that as it is.' }),
  })
  .refine((given) => given.state === 'present' || !given.default, {
    path: ['default'],
    error: 'has no meaning for a locale that is absent',
  });

/** Programs can speak a language (locale(7)), and may do so by default. Debian's locale-gen makes it where it is missing. */
export const locale = defineModule({
  name: 'locale',
  summary: 'A locale can be used, and may be the default, or is not there.',
  example: "locale('People read German', { name: 'de_DE.UTF-8', default: true })",
  params,
  desired: ({ name, state, default: isDefault }): DesiredLocale => {
    const lang = (text: string) =>
      withLine(text, {
        line: `LANG=${name}`,
        wanted: { is: 'regexp', regexp: /^\s*LANG=/ },
        backrefs: false,
        place: { is: 'end' },
        firstMatch: false,
      });
    return {
      name,
      state,
      isDefault,
      gen: editOf('/etc/locale.gen', (text) => ({ text, words: '' })),
      debian: editOf('/etc/default/locale', lang),
      conf: editOf('/etc/locale.conf', lang),
    };
  },
  inspect: (desired) => localeState(desired.name, desired),
  plan: (current: LocaleState, desired): readonly LocaleChange[] => [
    ...presence(current, desired),
    ...defaults(current, desired),
  ],
  describe: (change, desired) => {
    if ('change' in change) return editSteps.describe(change.change, desired[change.is]);
    return { summary: `${desired.name} ${change.is === 'generate' ? 'generated' : 'removed'}` };
  },
  apply: (change, desired, current): Step => {
    if ('change' in change) return editSteps.apply(change.change, desired[change.is], current[change.is]);
    return change.is === 'generate'
      ? onArchive(sh`locale-gen --keep-existing`)
      : onArchive(sh`localedef --delete-from-archive ${archivedName(desired.name)}`);
  },
  undo: (change, desired, current): Step =>
    'change' in change
      ? editSteps.undo(change.change, desired[change.is], current[change.is])
      : commandOf(putBack(localeArchive), { touches: [`file:${localeArchive}`] }),
});

function editOf(path: string, edit: DesiredEdit['edit']): DesiredEdit {
  return {
    path,
    permissions: {},
    validate: undefined,
    backup: false,
    sensitive: false,
    whenAbsent: 'create',
    edit,
  };
}

function presence(
  { gen, locales }: LocaleState,
  { name, state, gen: file }: DesiredLocale,
): readonly LocaleChange[] {
  const { isThere, maker, charset } = locales;
  const isBuiltIn = /^(C|POSIX)(\.|$)/.test(name);
  if (maker === 'packages' || isBuiltIn) {
    if (isThere === (state === 'present')) return [];
    throw new RefusedError(`The locale ${name} cannot be ${state === 'present' ? 'made' : 'removed'} here`, {
      hint: isBuiltIn
        ? 'It comes with the C library.'
        : 'On Debian the package locales makes locales; elsewhere packages bring them (Red Hat: glibc-langpack-de).',
    });
  }
  if (state === 'present' && charset === undefined) {
    throw new RefusedError(`The host knows no locale ${name}`, {
      hint: 'Look for it in /usr/share/i18n/SUPPORTED there, and write it in the same way.',
    });
  }
  const edit = (text: string) => localeGenText(text, { name, charset: charset ?? '', state });
  const changes = editSteps.plan(gen, { ...file, edit }).map((change) => ({ is: 'gen', change }) as const);
  if (isThere === (state === 'present')) return changes;
  return [...changes, { is: state === 'present' ? 'generate' : 'remove' }];
}

function defaults({ locales, ...files }: LocaleState, desired: DesiredLocale): readonly LocaleChange[] {
  const is = locales.maker === 'locale-gen' ? 'debian' : 'conf';
  if (!desired.isDefault) return [];
  return editSteps.plan(files[is], desired[is]).map((change) => ({ is, change }));
}

function onArchive(work: ReturnType<typeof sh>): Step {
  return commandOf(
    sh`PATH=$PATH:/usr/sbin:/sbin; { ${keepFile(localeArchive)}
} && ${work}`,
    {
      touches: [`file:${localeArchive}`],
    },
  );
}
