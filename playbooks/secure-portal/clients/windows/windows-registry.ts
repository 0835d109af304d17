import { defineModule, query } from 'drover';
import { z } from 'zod';
import { add, copyOf, keeping, look, registryKeyOf, remove, toCmd } from './registry-key.ts';
import type { RegistryValue } from './registry-values.ts';
import { askCmd } from './windows-host.ts';
import { whereParams } from './windows-params.ts';
import { placeOf } from './windows-place.ts';

interface SetValue {
  readonly name: string;
  readonly to: string;
  readonly from: RegistryValue | undefined;
}

const params = z.strictObject({
  ...whereParams('K'),
  values: z.record(z.string(), z.string()).meta({ description: 'Text values that the key should have.' }),
});

/** A key of the registry on a Windows host has these text values; others that it has are left alone. */
export const windowsRegistry = defineModule({
  name: 'windowsRegistry',
  summary: 'A key of the registry on a Windows host, reached by ssh, has these text values.',
  params,
  desired: (given) => given,
  inspect: ({ host, where }) =>
    query(askCmd(host, [...where, ...look]), {
      reads: [placeOf(where)],
      parse: ({ stdout }) => registryKeyOf(stdout, host),
    }),
  plan: ({ values }, desired): readonly SetValue[] =>
    Object.entries(desired.values).flatMap(([name, to]) => {
      const from = values.find((one) => one.name.toLowerCase() === name.toLowerCase());
      return from?.type === 'REG_SZ' && from.text === to ? [] : [{ name, to, from }];
    }),
  describe: ({ name, to, from }, _, { key }) => ({
    summary: from === undefined ? `${key}: ${name} = ${to}` : `${key}: ${name} ${from.text} → ${to}`,
  }),
  apply: ({ name, to }, { host, where }, current) =>
    toCmd(host, where, [
      ...keeping(current),
      add(current.key, { name, type: 'REG_SZ', text: to }),
      'if errorlevel 1 exit 5',
      'exit 0',
    ]),
  undo: ({ name, from }, { host, where }, { key, exists, isKept }) => {
    const forget = isKept ? [] : [remove(copyOf(key))];
    if (from !== undefined) {
      return toCmd(host, where, [add(key, from), 'if errorlevel 1 exit 5', ...forget, 'exit 0']);
    }
    // A value that never came to be, or whose key is gone already, is taken back too.
    return toCmd(host, where, [exists ? remove(key, name) : remove(key), ...forget, 'exit 0']);
  },
});
