import type { ScalarTag } from 'yaml';
import { type ExactNumber, exactFloat, exactInteger } from './exact-number.ts';
import { UnsafeText } from './unsafe-text.ts';

/**
 * How Ansible's parser (PyYAML, YAML 1.1) reads plain scalars: `yes` is true, `0644` is octal, `y` and `1e3` are text.
 * Dates stay text, and a whole number that a JavaScript number cannot hold is text to a playbook.
 */
export const yamlScalars: readonly ScalarTag[] = [
  scalar('null', /^(?:~|null|Null|NULL|)$/, () => null),
  scalar('bool', /^(?:yes|Yes|YES|true|True|TRUE|on|On|ON)$/, () => true),
  scalar('bool', /^(?:no|No|NO|false|False|FALSE|off|Off|OFF)$/, () => false),
  scalar('int', /^[-+]?(?:0b[01_]+|0[0-7_]+|0x[0-9a-fA-F_]+|0|[1-9][0-9_]*)$/, integerOf),
  scalar('int', /^[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+$/, sexagesimalOf),
  scalar('float', /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*|\.[0-9][0-9_]*)(?:[eE][-+][0-9]+)?$/, (text) =>
    exactFloat(Number(text.replaceAll('_', ''))),
  ),
  scalar('float', /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*$/, (text) => exactFloat(sexagesimalOf(text))),
  scalar('float', /^[-+]?\.(?:inf|Inf|INF)$/, (text) =>
    exactFloat(text.startsWith('-') ? -Infinity : Infinity),
  ),
  scalar('float', /^\.(?:nan|NaN|NAN)$/, () => exactFloat(Number.NaN)),
  { tag: '!unsafe', resolve: (text) => new UnsafeText(text) },
];

function scalar(name: string, test: RegExp, resolve: (text: string) => unknown): ScalarTag {
  return { tag: `tag:yaml.org,2002:${name}`, default: true, test, resolve };
}

function integerOf(text: string): number | string | ExactNumber {
  const [sign, digits] = signOf(text);
  const spelled = /^0[0-7]+$/.test(digits) ? `0o${digits}` : digits;
  const near = Number(spelled);
  if (Number.isNaN(near)) return text;
  // Zero has no sign.
  if (Number.isSafeInteger(near)) return near === 0 ? 0 : sign * near;
  return exactInteger(sign < 0 ? -BigInt(spelled) : BigInt(spelled), text);
}

/** `1:30` is 90. */
function sexagesimalOf(text: string): number {
  const [sign, digits] = signOf(text);
  return sign * digits.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
}

function signOf(text: string): readonly [sign: number, digits: string] {
  return [text.startsWith('-') ? -1 : 1, text.replace(/^[-+]/, '').replaceAll('_', '')];
}
