import type { Edited } from '../shared/edit-steps.ts';
import type { SelinuxParams } from './params.ts';

/** What /etc/selinux/config should say. */
export function configText(text: string, { mode, policy }: SelinuxParams): Edited {
  const wished = [
    ...(mode === undefined ? [] : [['SELINUX', mode] as const]),
    ...(policy === undefined ? [] : [['SELINUXTYPE', policy] as const]),
  ];
  const after = wished.reduce((so, [key, value]) => assigned(so, key, value), text);
  return { text: after, words: wished.map((pair) => pair.join('=')).join(', ') };
}

/** The last assignment counts for libselinux; a line in place of all of them is read alike by everybody. */
function assigned(text: string, key: string, value: string): string {
  const line = `${key}=${value}`;
  const own = new RegExp(`^\\s*${key}\\s*=.*$`, 'm');
  if (!own.test(text)) return `${text.replace(/([^\n])$/, '$1\n')}${line}\n`;
  let isFirst = true;
  return text.replaceAll(new RegExp(`^[^\\S\\n]*${key}[^\\S\\n]*=.*\\n?`, 'gm'), () => {
    const kept = isFirst ? `${line}\n` : '';
    isFirst = false;
    return kept;
  });
}
