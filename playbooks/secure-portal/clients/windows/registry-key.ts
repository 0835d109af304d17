import { type Command, commandOf, RefusedError } from 'drover';
import { inQuotes } from './cmd-words.ts';
import { type RegistryValue, valuesIn } from './registry-values.ts';
import { cmdOn, cmdText, type WindowsHost } from './windows-host.ts';
import { placeOf } from './windows-place.ts';

/** A key of the registry; `key` is what cmd made of the lines that name it. */
export interface RegistryKey {
  readonly key: string;
  readonly exists: boolean;
  readonly values: readonly RegistryValue[];
  /** It is kept as it was before the first change. */
  readonly isKept: boolean;
}

/** The value by which a copy of a key says that it is one, and whether the key was there: `there` or `absent`. */
export const mark = 'drover-kept';

/** Lines of cmd that tell of the key that the variable K names. */
export const look: readonly string[] = [
  'echo drover-key=%K%',
  `reg query "%K:~0,4%\\SOFTWARE\\Drover\\Before\\%K%" /v ${mark} <nul >nul 2>nul`,
  'if not errorlevel 1 echo drover-kept',
  'reg query "%K%" <nul 2>nul',
  'echo drover-end',
  'exit 0',
];

/** What these lines print. Throws a RefusedError where it was not cmd that answered. */
export function registryKeyOf(stdout: string, { address }: WindowsHost): RegistryKey {
  const [, key = '', kept, text = ''] =
    /^drover-key=([^\r\n]*)\r?\n(drover-kept\r?\n)?([^]*)drover-end\r?\n/m.exec(stdout) ?? [];
  if (key === '') {
    throw new RefusedError(`${address} did not answer as cmd does: ${JSON.stringify(stdout.slice(-200))}`, {
      hint: 'Log in by hand: ssh must be able to run "cmd /q /d" there.',
    });
  }
  return { key, exists: /^HKEY_/m.test(text), values: valuesIn(text), isKept: kept !== undefined };
}

/** Where a key is kept as it was before the first change: below the same root, for whom that is. */
export function copyOf(key: string): string {
  return `${key.slice(0, 4)}\\SOFTWARE\\Drover\\Before\\${key}`;
}

/** Keeps a key with its values, unless it is kept already. */
export function keeping({ key, exists }: RegistryKey): readonly string[] {
  const copy = inQuotes(copyOf(key));
  return [
    'set KEPT=1',
    `reg query ${copy} /v ${mark} <nul >nul 2>nul`,
    'if errorlevel 1 set KEPT=',
    ...(exists
      ? [
          `if not defined KEPT reg copy ${inQuotes(key)} ${copy} /f <nul >nul`,
          'if errorlevel 1 if not defined KEPT exit 7',
        ]
      : []),
    `if not defined KEPT ${add(copyOf(key), { name: mark, type: 'REG_SZ', text: exists ? 'there' : 'absent' })}`,
  ];
}

/** The line of cmd that sets a value. */
export function add(key: string, { name, type, text }: RegistryValue): string {
  return `reg add ${inQuotes(key)} /v ${inQuotes(name)} /t ${type} /d ${inQuotes(text)} /f <nul >nul`;
}

/** The line of cmd that deletes a key or one of its values, whether it is there or not. */
export function remove(key: string, name?: string): string {
  const value = name === undefined ? '' : ` /v ${inQuotes(name)}`;
  return `reg delete ${inQuotes(key)}${value} /f <nul >nul 2>nul`;
}

export function toCmd(host: WindowsHost, where: readonly string[], lines: readonly string[]): Command {
  return commandOf(cmdOn(host), { stdin: cmdText(lines), touches: [placeOf(where)] });
}
