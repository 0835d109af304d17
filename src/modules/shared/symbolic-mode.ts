/** A mode in letters, as chmod takes it: what becomes of the mode that something has. */
export interface SymbolicMode {
  /** As it was written. */
  readonly text: string;
  readonly clauses: readonly ModeClause[];
}

/** Such as `ug+r-w`. */
interface ModeClause {
  /** Letters of u, g, o and a; none: all, but for what a umask of 022 keeps back. */
  readonly who: string;
  readonly actions: readonly ModeAction[];
}

interface ModeAction {
  readonly operator: '=' | '+' | '-';
  /** Letters of r, w, x, X, s and t, or just one of u, g and o, whose permissions are copied. */
  readonly what: string;
}

/** Octal digits, always four, or letters. */
export type FileMode = string | SymbolicMode;

/** Reads a mode in letters; a clause that chmod would not take is handed back as `wrong`. */
export function symbolicMode(text: string): SymbolicMode | { readonly wrong: string } {
  const clauses = text.split(',');
  const wrong = clauses.find((clause) => !/^[ugoa]*(?:[=+-](?:[rwxXst]*|[ugo]))+$/.test(clause));
  return wrong === undefined ? { text, clauses: clauses.map(clauseOf) } : { wrong };
}

function clauseOf(text: string): ModeClause {
  const actions = [...text.matchAll(/([=+-])([^=+-]*)/g)].map(([, operator, what = '']): ModeAction => {
    if (operator === '+' || operator === '-') return { operator, what };
    return { operator: '=', what };
  });
  return { who: /^[ugoa]*/.exec(text)?.[0] ?? '', actions };
}
