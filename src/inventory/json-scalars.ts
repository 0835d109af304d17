import type { ScalarTag } from 'yaml';
import { exactFloat, exactInteger } from './exact-number.ts';

/** How Python reads the scalars of JSON. */
export const jsonScalars: readonly ScalarTag[] = [
  scalar('null', /^null$/, () => null),
  scalar('bool', /^(?:true|false)$/, (text) => text === 'true'),
  scalar('int', /^-?(?:0|[1-9][0-9]*)$/, (text) => exactInteger(BigInt(text), text)),
  scalar('float', /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?$/, (text) =>
    exactFloat(Number(text)),
  ),
  scalar('float', /^(?:NaN|-?Infinity)$/, (text) => exactFloat(Number(text))),
  {
    tag: '',
    default: true,
    test: /^/,
    resolve: (text, onError) => {
      onError(`Unresolved plain scalar ${JSON.stringify(text)}`);
      return text;
    },
  },
];

function scalar(name: string, test: RegExp, resolve: (text: string) => unknown): ScalarTag {
  return { tag: `tag:yaml.org,2002:${name}`, default: true, test, resolve };
}
