import { all, type Query, query } from '../../core/query.ts';
import { sh } from '../../core/sh.ts';
import { type DesiredEdit, type EditedFile, editSteps } from '../shared/edit-steps.ts';

export interface LocaleFiles {
  /** `/etc/locale.gen` of Debian. */
  readonly gen: DesiredEdit;
  /** `/etc/default/locale`, of Debian as well. */
  readonly debian: DesiredEdit;
  /** `/etc/locale.conf`, of all others with systemd. */
  readonly conf: DesiredEdit;
}

interface Locales {
  /** Whether programs can use it now. */
  readonly isThere: boolean;
  /** How the host makes locales: by Debian's locale-gen or by packages. */
  readonly maker: 'locale-gen' | 'packages';
  /** The charset that the host's list of locales gives it; undefined: it is not in the list. */
  readonly charset: string | undefined;
}

export interface LocaleState {
  readonly gen: EditedFile;
  readonly debian: EditedFile;
  readonly conf: EditedFile;
  readonly locales: Locales;
}

/** Where glibc keeps what was generated. */
export const localeArchive = '/usr/lib/locale/locale-archive';

/** Asks whether a locale is there, and what the files about locales say. */
export function localeState(name: string, { gen, debian, conf }: LocaleFiles): Query<LocaleState> {
  return all<{ gen: EditedFile; debian: EditedFile; conf: EditedFile; locales: Locales }>({
    gen: editSteps.inspect(gen),
    debian: editSteps.inspect(debian),
    conf: editSteps.inspect(conf),
    locales: locales(name),
  });
}

/** The name as `locale -a` has it: the charset in small letters and digits only. */
export function archivedName(name: string): string {
  return name.replace(
    /\.([^@]+)/,
    (_, charset: string) => `.${charset.toLowerCase().replaceAll(/[^a-z0-9]/g, '')}`,
  );
}

function locales(name: string): Query<Locales> {
  const script = sh`PATH=$PATH:/usr/sbin:/sbin
if command -v locale-gen >/dev/null 2>&1; then echo locale-gen; else echo packages; fi
grep ${`^${name.replaceAll('.', '[.]')}[ /]`} /usr/share/i18n/SUPPORTED 2>/dev/null | head -n 1; echo .
locale -a 2>/dev/null || :`;
  return query<Locales>(script, {
    reads: [`file:${localeArchive}`, 'package:locales', 'package:glibc-langpack-en'],
    parse: ({ stdout }) => {
      const [maker, listed = '', ...rest] = stdout.split('\n');
      const charset = listed === '.' ? undefined : listed.split(/[ /]/)[1];
      return {
        isThere: rest.some((line) => archivedName(line) === archivedName(name)),
        maker: maker === 'locale-gen' ? maker : 'packages',
        charset,
      };
    },
    afterTouch: (state) => ({
      ...state,
      maker: 'locale-gen',
      charset: state.charset ?? /\.([^@]+)/.exec(name)?.[1] ?? 'ISO-8859-1',
    }),
  });
}
