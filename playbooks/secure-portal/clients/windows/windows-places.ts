import { inQuotes } from './cmd-words.ts';

/** The names of the two products in paths and in the registry. */
const names = { cache: 'Cache', iris: 'IRIS' } as const;

/** Lines of cmd that set F to SSLDefs.ini where clients look for it: what ISC_SSLconfigurations names, or the standard place. */
export function settingsFile(product: keyof typeof names, given: string | undefined): readonly string[] {
  if (given !== undefined) return fixedPath(given);
  const file = `InterSystems\\${names[product]}\\SSLDefs.ini`;
  return [
    `set "F=%CommonProgramFiles%\\${file}"`,
    // 32-bit Windows has no such variable.
    `if defined CommonProgramFiles(x86) set "F=%CommonProgramFiles(x86)%\\${file}"`,
    'if defined ISC_SSLconfigurations set "F=%ISC_SSLconfigurations%"',
  ];
}

export function fixedPath(path: string): readonly string[] {
  return [`set ${inQuotes(`F=${path}`)}`];
}

/** Lines of cmd that set K to the key of a server as the Server Manager keeps it; the IRIS launcher uses it too. */
export function serverKey(name: string): readonly string[] {
  const key = `InterSystems\\Cache\\Servers\\${name}`;
  return [
    `set ${inQuotes(`K=HKLM\\SOFTWARE\\${key}`)}`,
    `if defined CommonProgramFiles(x86) set ${inQuotes(`K=HKLM\\SOFTWARE\\WOW6432Node\\${key}`)}`,
  ];
}

export function fixedKey(key: string): readonly string[] {
  return [`set ${inQuotes(`K=${key}`)}`];
}
