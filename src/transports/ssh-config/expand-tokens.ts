import { configError } from './config-error.ts';

/** Fills `%h` and the like in. Throws a DefinitionError for a token that cannot stand there. */
export function expandTokens(text: string, tokens: Readonly<Record<string, string>>, at: string): string {
  return text.replaceAll(/%(.?)/gs, (_whole, token: string) => {
    if (token === '%') return '%';
    const value = tokens[token];
    if (value !== undefined) return value;
    throw configError(at, `"${text}" holds %${token}, which cannot stand there`);
  });
}
