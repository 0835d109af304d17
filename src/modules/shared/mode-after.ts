import type { FileMode } from './symbolic-mode.ts';

interface ModeOf {
  /** Four octal digits. */
  readonly mode: string;
  readonly isDirectory: boolean;
}

/** The bits of a mode that are somebody's. */
const bitsOf: Readonly<Record<string, number>> = { u: 0o4700, g: 0o2070, o: 0o1007, a: 0o7777 };

/** What a letter stands for, whoever it is for. */
const bitsFor: Readonly<Record<string, number>> = { r: 0o444, w: 0o222, x: 0o111, s: 0o6000, t: 0o1000 };

/** How far to the left somebody's permissions are. */
const places: Readonly<Record<string, number>> = { u: 6, g: 3, o: 0 };

const all = 0o7777;

/** The mode that a path has once it was set: four octal digits. As chmod does it, with a umask of 022. */
export function modeAfter(wanted: FileMode, { mode, isDirectory }: ModeOf): string {
  if (typeof wanted === 'string') return wanted;
  let bits = Number.parseInt(mode, 8);
  for (const { who, actions } of wanted.clauses) {
    const theirs = who.split('').reduce((sum, letter) => sum | (bitsOf[letter] ?? 0), 0);
    const cleared = who === '' ? all : theirs;
    const given = who === '' ? all & ~0o022 : theirs;
    for (const { operator, what } of actions) {
      const value = valueOf(what, bits, isDirectory) & given;
      if (operator === '+') bits |= value;
      else if (operator === '-') bits &= ~value;
      else bits = (bits & ~cleared) | value;
    }
  }
  return bits.toString(8).padStart(4, '0');
}

function valueOf(what: string, bits: number, isDirectory: boolean): number {
  return what.split('').reduce((sum, letter) => sum | valueOfLetter(letter, bits, isDirectory), 0);
}

function valueOfLetter(letter: string, bits: number, isDirectory: boolean): number {
  const place = places[letter];
  if (place !== undefined) return ((bits >> place) & 0o7) * 0o111;
  if (letter === 'X') return isDirectory || (bits & 0o111) !== 0 ? 0o111 : 0;
  return bitsFor[letter] ?? 0;
}
