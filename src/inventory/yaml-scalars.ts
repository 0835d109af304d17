import type { ScalarTag } from 'yaml';

/**
 * How Ansible's parser (PyYAML, YAML 1.1) reads plain scalars: `yes` is true, `0644` is octal, `y` and `1e3` are text.
 * Dates stay text, and so does a whole number that a JavaScript number cannot hold.
 */
export const yamlScalars: readonly ScalarTag[] = [
  scalar('null', /^(?:~|null|Null|NULL|)$/, () => null),
  scalar('bool', /^(?:yes|Yes|YES|true|True|TRUE|on|On|ON)$/, () => true),
  scalar('bool', /^(?:no|No|NO|false|False|FALSE|off|Off|OFF)$/, () => false),
  scalar('int', /^[-+]?(?:0b[01_]+|0[0-7_]+|0x[0-9a-fA-F_]+|0|[1-9][0-9_]*)$/, integerOf),
  scalar('int', /^[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+$/, sexagesimalOf),
  scalar('float', /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*|\.[0-9][0-9_]*)(?:[eE][-+][0-9]+)?$/, (text) =>
    Number(text.replaceAll('_', '')),
  ),
  scalar('float', /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*$/, sexagesimalOf),
  scalar('float', /^[-+]?\.(?:inf|Inf|INF)$/, (text) => (text.startsWith('-') ? -Infinity : Infinity)),
  scalar('float', /^\.(?:nan|NaN|NAN)$/, () => Number.NaN),
  { tag: '!unsafe', resolve: (text) => text },
];

function scalar(name: string, test: RegExp, resolve: (text: string) => unknown): ScalarTag {
  return { tag: `tag:yaml.org,2002:${name}`, default: true, test, resolve };
}

function integerOf(text: string): number | string {
  const [sign, digits] = signOf(text);
  const value = Number(/^0[0-7]+$/.test(digits) ? `0o${digits}` : digits);
  return Number.isSafeInteger(value) ? sign * value : text;
}

/** `1:30` is 90. */
function sexagesimalOf(text: string): number {
  const [sign, digits] = signOf(text);
  return sign * digits.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
}

function signOf(text: string): readonly [sign: number, digits: string] {
  return [text.startsWith('-') ? -1 : 1, text.replace(/^[-+]/, '').replaceAll('_', '')];
}
