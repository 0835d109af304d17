import { commandOf, defineModule, query, RefusedError } from 'drover';
import { z } from 'zod';
import { inQuotes } from './cmd-words.ts';
import { type RegistryValue, valuesIn } from './registry-values.ts';
import { askCmd, cmdOn, cmdText, type WindowsHost } from './windows-host.ts';
import { placeOf } from './windows-place.ts';

/** A key of the registry; `key` is what cmd made of the lines that name it. */
export interface RegistryKey {
  readonly key: string;
  readonly exists: boolean;
  readonly values: readonly RegistryValue[];
}

interface SetValue {
  readonly name: string;
  readonly to: string;
  readonly from: RegistryValue | undefined;
}

const params = z.strictObject({
  host: z.custom<WindowsHost>((given) => typeof given === 'object').meta({ description: 'Where.' }),
  where: z
    .array(z.string())
    .min(1)
    .readonly()
    .meta({ description: 'Lines of cmd that set the variable K to the key.' }),
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
      parse: ({ stdout }) => stateOf(stdout, host),
    }),
  plan: ({ values }, desired): readonly SetValue[] =>
    Object.entries(desired.values).flatMap(([name, to]) => {
      const from = values.find((one) => one.name.toLowerCase() === name.toLowerCase());
      return from?.type === 'REG_SZ' && from.text === to ? [] : [{ name, to, from }];
    }),
  describe: ({ name, to, from }, _, { key }) => ({
    summary: from === undefined ? `${key}: ${name} = ${to}` : `${key}: ${name} ${from.text} → ${to}`,
  }),
  apply: ({ name, to }, desired, { key }) =>
    toCmd(desired, [add(key, { name, type: 'REG_SZ', text: to }), 'if errorlevel 1 exit 5', 'exit 0']),
  undo: ({ name, from }, desired, { key, exists }) => {
    if (from !== undefined) return toCmd(desired, [add(key, from), 'if errorlevel 1 exit 5', 'exit 0']);
    // A value that never came to be, or whose key is gone already, is taken back too.
    const one = exists ? `${inQuotes(key)} /v ${inQuotes(name)}` : inQuotes(key);
    return toCmd(desired, [`reg delete ${one} /f <nul >nul 2>nul`, 'exit 0']);
  },
});

const look = ['echo drover-key=%K%', 'reg query "%K%" <nul 2>nul', 'echo drover-end', 'exit 0'];

function stateOf(stdout: string, { address }: WindowsHost): RegistryKey {
  const [, key = '', text = ''] = /^drover-key=([^\r\n]*)\r?\n([^]*)drover-end\r?\n/m.exec(stdout) ?? [];
  if (key === '') {
    throw new RefusedError(`${address} did not answer as cmd does: ${JSON.stringify(stdout.slice(-200))}`, {
      hint: 'Log in by hand: ssh must be able to run "cmd /q /d" there.',
    });
  }
  return { key, exists: /^HKEY_/m.test(text), values: valuesIn(text) };
}

function add(key: string, { name, type, text }: RegistryValue): string {
  return `reg add ${inQuotes(key)} /v ${inQuotes(name)} /t ${type} /d ${inQuotes(text)} /f <nul >nul`;
}

function toCmd({ host, where }: Pick<z.output<typeof params>, 'host' | 'where'>, lines: readonly string[]) {
  return commandOf(cmdOn(host), { stdin: cmdText(lines), touches: [placeOf(where)] });
}
