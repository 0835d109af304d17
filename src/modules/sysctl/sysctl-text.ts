import type { Edited } from '../shared/edit-steps.ts';
import { settingName } from './setting-name.ts';

/** A file of sysctl.d with a setting, or without it when `value` is undefined. Other lines stay as they are. */
export function sysctlText(text: string, name: string, value: string | undefined): Edited {
  const lines = text.split('\n');
  const own = lines.filter((line) => nameIn(line) === name);
  const [last] = own.slice(-1);
  if (value === undefined) {
    return { text: lines.filter((line) => nameIn(line) !== name).join('\n'), words: `${name} removed` };
  }
  const line = `${name} = ${value}`;
  if (last !== undefined && own.length === 1 && valueIn(last) === value) return { text, words: '' };
  const others = lines.filter((one) => nameIn(one) !== name || one === last);
  if (last !== undefined) {
    return { text: others.map((one) => (one === last ? line : one)).join('\n'), words: line };
  }
  const whole = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  return { text: `${whole}${line}\n`, words: line };
}

/** sysctl.d(5): a hyphen before says that failures do not count. */
function nameIn(line: string): string | undefined {
  const [, name] = /^\s*-?([^#;=\s][^=]*?)\s*=/.exec(line) ?? [];
  return name === undefined ? undefined : settingName(name);
}

function valueIn(line: string): string {
  return line
    .slice(line.indexOf('=') + 1)
    .trim()
    .replace(/\s+/g, ' ');
}
