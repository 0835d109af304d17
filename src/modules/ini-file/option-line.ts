import type { IniWish } from './ini-wish.ts';

/** A line that sets the option, or would if it were no comment. */
export interface OptionLine {
  readonly at: number;
  readonly isActive: boolean;
  /** Undefined: the option stands alone. */
  readonly value: string | undefined;
  /** What stands before the name, when it is no comment, and the name itself, as written. */
  readonly name: string;
  /** The equals sign and the blanks around it; empty when the option stands alone. */
  readonly assign: string;
}

/** What a line says of the option of this wish; undefined: nothing. */
export function optionLine(
  text: string,
  at: number,
  { option, ignoreCase }: Pick<IniWish, 'option' | 'ignoreCase'>,
): OptionLine | undefined {
  const [, indent = '', comment = '', name = '', assign = '', value = ''] =
    /^([ \t]*)([#;]?)[ \t]*([^=]*?)([ \t]*=[ \t]*|[ \t]*$)(.*)$/.exec(text) ?? [];
  if (option === undefined || !isSame(name, option, ignoreCase)) return undefined;
  const stands = assign.trim() === '';
  return {
    at,
    isActive: comment === '',
    value: stands ? undefined : value.trimEnd(),
    name: `${comment === '' ? indent : ''}${name}`,
    assign: stands ? '' : assign,
  };
}

function isSame(one: string, other: string, ignoreCase: boolean): boolean {
  return one === other || (ignoreCase && one.toLowerCase() === other.toLowerCase());
}
