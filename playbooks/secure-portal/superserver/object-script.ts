import { DefinitionError } from 'drover';

/** Values of the properties of a class of the instance. */
export type Properties = Readonly<Record<string, string>>;

/** What begins a line that a program of ours writes: nothing else in a session is taken for an answer. */
export const mark = 'DROVER|';

/** A text as ObjectScript has it. Throws a DefinitionError for what no line of a session can hold. */
export function literal(text: string): string {
  if (/\p{Cc}/u.test(text)) {
    throw new DefinitionError(
      `${JSON.stringify(text)} holds control characters, which no line of a session can carry`,
    );
  }
  return `"${text.replaceAll('"', '""')}"`;
}

/** Fills the local array `p` with properties, and nothing else. */
export function fill(properties: Properties): readonly string[] {
  return [
    'kill p',
    ...Object.entries(properties).map(([name, value]) => `set p(${literal(name)})=${literal(value)}`),
  ];
}

/** Writes an answer. The mark is put together only when it runs: a line that fails is printed, and is no answer. */
export function tell(name: string, expression: string): string {
  return `write !,${literal(mark.slice(0, -1))},"|",${literal(name)},"|",${expression},!`;
}

/** Says what is wrong with the status `sc`, if anything is. */
export const tellFailure = `if 'sc ${tell('failed', '$system.Status.GetErrorText(sc)')}`;

/** Makes a program whole: it says that it came to its end, and ends the session. */
export function program(lines: readonly string[]): readonly string[] {
  return [...lines, tell('end', '1'), 'halt'];
}
