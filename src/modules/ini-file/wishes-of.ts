import type { z } from 'zod';
import type { Secret } from '../../core/secret.ts';
import { plainText } from '../shared/plain-text.ts';
import type { iniParams } from './ini-params.ts';
import type { IniWish } from './ini-wish.ts';

type Value = string | Secret;

/** A wish, and whether it is that the option be there or that it be gone. */
export interface StatedWish {
  readonly state: 'present' | 'absent';
  readonly wish: IniWish;
}

/** What the parameters ask for, option by option. */
export function wishesOf(given: z.output<typeof iniParams>): readonly StatedWish[] {
  const { section, exclusive, ignoreCase, modifyInactive, state, options } = given;
  const common = { section, exclusive, ignoreCase, modifyInactive, assign: assignBy(given.noExtraSpaces) };
  if (options === undefined) {
    const values = textsOf(given.values ?? given.value);
    return [{ state, wish: { ...common, option: given.option, values } }];
  }
  const several = Object.entries(options).map(([option, value]): StatedWish => {
    const wish = { ...common, option, values: textsOf(value ?? undefined) };
    return { state: value === null ? 'absent' : 'present', wish };
  });
  // Without any option, the section itself is what is asked for.
  return several.length > 0 ? several : [{ state, wish: { ...common, option: undefined, values: [] } }];
}

function textsOf(value: Value | readonly Value[] | undefined): readonly (string | undefined)[] {
  if (value === undefined) return [undefined];
  return [value].flat().map(plainText);
}

function assignBy(noExtraSpaces: boolean | undefined): IniWish['assign'] {
  if (noExtraSpaces === undefined) return undefined;
  return noExtraSpaces ? '=' : ' = ';
}
