import type { Edited } from '../shared/edit-steps.ts';
import { linesOf, textOf, withLines, withoutLines } from '../shared/text-lines.ts';
import type { KernelModuleParams } from './params.ts';

/** What `/etc/modules-load.d/NAME.conf` should hold. */
export function loadText(text: string, { name, state, persistent }: KernelModuleParams): Edited {
  const isOwn = (line: string) => isSame(line.trim(), name);
  const isWished = state === 'present' && persistent;
  const words = isWished ? `${name} is loaded at the start` : `${name} is not loaded at the start`;
  return withOwn(text, { isOwn, wished: isWished ? [name] : [], words });
}

/** What `/etc/modprobe.d/NAME.conf` should hold: options, or that the module is not to be loaded. */
export function modprobeText(text: string, { name, state, options }: KernelModuleParams): Edited {
  const keyOf = (line: string) => {
    const [key = '', of = ''] = line.trim().split(/\s+/);
    return isSame(of, name) ? key : '';
  };
  if (state !== 'present') {
    const isOwn = (line: string) => ['blacklist', 'install', 'options'].includes(keyOf(line));
    const wished = state === 'absent' ? [] : [`blacklist ${name}`, `install ${name} /bin/false`];
    return withOwn(text, { isOwn, wished, words: `${name} ${state === 'absent' ? 'cleared' : state}` });
  }
  const given = Object.entries(options ?? {}).map(([key, value]) => `${key}=${value}`);
  const isOwn = (line: string) =>
    keyOf(line) === 'blacklist' ||
    (keyOf(line) === 'install' && line.trim().endsWith(' /bin/false')) ||
    (options !== undefined && keyOf(line) === 'options');
  const wished = given.length === 0 ? [] : [`options ${name} ${given.join(' ')}`];
  return withOwn(text, { isOwn, wished, words: ['options', name, ...given].join(' ') });
}

interface Own {
  readonly isOwn: (line: string) => boolean;
  readonly wished: readonly string[];
  readonly words: string;
}

function withOwn(text: string, { isOwn, wished, words }: Own): Edited {
  const all = linesOf(text);
  const own = all.lines.filter((line) => isOwn(line.text)).map((line) => line.text.trim());
  const isSo = own.length === wished.length && own.every((line, at) => line === wished[at]);
  if (isSo) return { text, words: '' };
  const others = withoutLines(all, (line) => isOwn(line.text));
  return { text: textOf(withLines(others, others.lines.length, wished)), words };
}

/** A hyphen and an underscore are the same in the name of a module. */
function isSame(one: string, other: string): boolean {
  return one.replaceAll('-', '_') === other.replaceAll('-', '_');
}
