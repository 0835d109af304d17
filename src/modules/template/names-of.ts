const identifier = /^[A-Za-z$_][\w$]*$/;

/** Words that no variable of a strict script may have, and names that the compiled template uses itself. */
const reserved = new Set(
  [
    'arguments await break case catch class const continue debugger default delete do else enum eval export extends',
    'false finally for function if implements import in instanceof interface let new null package private protected',
    'public return static super switch this throw true try typeof undefined var void while with yield',
    'locals escapeFn rethrow',
  ].flatMap((words) => words.split(' ')),
);

/** The variables that a template can use by their bare name; all others are there as `locals['name']`. */
export function namesOf(vars: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(vars).filter(
    (name) => identifier.test(name) && !name.startsWith('__') && !reserved.has(name),
  );
}
