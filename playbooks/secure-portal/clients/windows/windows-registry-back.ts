import { all, defineModule, query } from 'drover';
import { z } from 'zod';
import { refuseNeeded } from './refuse-needed.ts';
import { add, copyOf, look, mark, type RegistryKey, registryKeyOf, remove, toCmd } from './registry-key.ts';
import type { RegistryValue } from './registry-values.ts';
import { askCmd } from './windows-host.ts';
import { allowedParam, whereParams } from './windows-params.ts';
import { placeOf } from './windows-place.ts';

interface BackState {
  readonly now: RegistryKey;
  readonly before: RegistryKey;
}

interface BackChange {
  readonly is: 'back';
  /** Values to be set; undefined: to be deleted. */
  readonly values: readonly { readonly name: string; readonly old: RegistryValue | undefined }[];
  /** The key was not there before. */
  readonly wasAbsent: boolean;
}

const params = z.strictObject({
  ...whereParams('K'),
  names: z.array(z.string()).readonly().meta({ description: 'Values that were set.' }),
  allowed: allowedParam,
});

/** Values of a registry key that was kept before its first change are as they were; a key that was not there goes. */
export const windowsRegistryBack = defineModule({
  name: 'windowsRegistryBack',
  summary: 'Values of a key of the registry on a Windows host are as they were before their first change.',
  params,
  desired: (given) => given,
  inspect: ({ host, where }) => {
    const asked = (lines: readonly string[]) =>
      query(askCmd(host, [...lines, ...look]), {
        reads: [placeOf(where)],
        parse: ({ stdout }) => registryKeyOf(stdout, host),
      });
    return all<BackState & Record<string, unknown>>({
      now: asked(where),
      before: asked([...where, 'set "K=%K:~0,4%\\SOFTWARE\\Drover\\Before\\%K%"']),
    });
  },
  plan: ({ now, before }, { names, allowed }): readonly BackChange[] => {
    const said = valueOf(before, mark)?.text;
    if (said === undefined) return [];
    refuseNeeded(now.key, allowed);
    const values = names.flatMap((name) => {
      const old = valueOf(before, name);
      const own = valueOf(now, name);
      return old?.type === own?.type && old?.text === own?.text ? [] : [{ name, old }];
    });
    return [{ is: 'back', values, wasAbsent: said === 'absent' }];
  },
  describe: ({ values, wasAbsent }, _, { now: { key } }) => ({
    summary: wasAbsent ? `${key} deleted: it was not there before` : `${key}: ${words(values)}`,
  }),
  apply: ({ values, wasAbsent }, { host, where }, { now: { key } }) => {
    const back = values.flatMap(({ name, old }) =>
      old === undefined ? [remove(key, name)] : [add(key, old), 'if errorlevel 1 exit 5'],
    );
    return toCmd(host, where, [...(wasAbsent ? [remove(key)] : back), remove(copyOf(key)), 'exit 0']);
  },
});

function valueOf({ values }: RegistryKey, name: string): RegistryValue | undefined {
  return values.find((one) => one.name.toLowerCase() === name.toLowerCase());
}

function words(values: BackChange['values']): string {
  if (values.length === 0) return 'as it was, and kept no longer';
  return values
    .map(({ name, old }) => (old === undefined ? `${name} deleted` : `${name} = ${old.text}`))
    .join(', ');
}
