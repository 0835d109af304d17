import { exactFloat, exactInteger } from './exact-number.ts';
import { pythonString } from './python-string.ts';

/** A piece of a Python expression, as far as literals are made of it. */
export type PythonToken =
  | { readonly is: 'number'; readonly value: unknown }
  | { readonly is: 'string'; readonly value: string }
  | { readonly is: 'bytes'; readonly value: string }
  | { readonly is: 'name'; readonly text: string }
  | { readonly is: 'mark'; readonly text: string };

const decimal = '[0-9](?:_?[0-9])*';
const exponent = `[eE][+-]?${decimal}`;
const space = /(?:[ \t\f]+|#.*$)/y;
const float = new RegExp(
  `(?:${decimal}\\.(?:${decimal})?|\\.${decimal})(?:${exponent})?|${decimal}${exponent}`,
  'y',
);
const integer = /0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|[1-9](?:_?[0-9])*|0(?:_?0)*/y;
const name = /[\p{L}_][\p{L}\p{N}_]*/uy;
const mark = /[()[\]{},:+-]/y;

/** The pieces of a text; `undefined` when one of them can be in no literal. */
export function pythonTokens(text: string): readonly PythonToken[] | undefined {
  const tokens: PythonToken[] = [];
  let at = 0;
  while (at < text.length) {
    const blank = matchAt(space, text, at);
    if (blank !== undefined) {
      at += blank.length;
      continue;
    }
    const found = tokenAt(text, at);
    if (found === undefined) return undefined;
    tokens.push(found.token);
    at = found.end;
  }
  return tokens;
}

function tokenAt(
  text: string,
  at: number,
): { readonly token: PythonToken; readonly end: number } | undefined {
  const number = matchAt(float, text, at);
  if (number !== undefined) {
    const value = exactFloat(Number(number.replaceAll('_', '')));
    return { token: { is: 'number', value }, end: at + number.length };
  }
  const whole = matchAt(integer, text, at);
  if (whole !== undefined) {
    const value = exactInteger(BigInt(whole.replaceAll('_', '')), whole);
    return { token: { is: 'number', value }, end: at + whole.length };
  }
  const string = pythonString(text, at);
  if (string !== undefined) {
    return { token: { is: string.bytes ? 'bytes' : 'string', value: string.value }, end: string.end };
  }
  const word = matchAt(name, text, at);
  if (word !== undefined) return { token: { is: 'name', text: word }, end: at + word.length };
  const sign = matchAt(mark, text, at);
  return sign === undefined ? undefined : { token: { is: 'mark', text: sign }, end: at + sign.length };
}

function matchAt(expression: RegExp, text: string, at: number): string | undefined {
  expression.lastIndex = at;
  return expression.exec(text)?.[0];
}
