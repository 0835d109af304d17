import { probe } from 'drover/modules';
import { valuesIn } from './registry-values.ts';
import { askCmd, type WindowsHost } from './windows-host.ts';

/** Below these, clients of both products keep what they know; the first two are of 32- and 64-bit programs. */
const roots = [
  'HKLM\\SOFTWARE\\InterSystems',
  'HKLM\\SOFTWARE\\WOW6432Node\\InterSystems',
  'HKCU\\SOFTWARE\\InterSystems',
];

const lines = [...roots.map((root) => `reg query "${root}" /s <nul 2>nul`), 'echo drover-end', 'exit 0'];

/**
 * Looks in the registry for TLS definitions of older clients, which win over SSLDefs.ini. Where they lie is not
 * publicly documented: all that bears TLS or SSL in its name counts, and refusing is for who wants that.
 */
export function legacyDefinitions(host: WindowsHost, refuse: boolean) {
  return probe('TLS definitions of older clients were looked for in the registry', {
    script: askCmd(host, lines),
    reads: [],
    ...(refuse ? { expect: ({ stdout, stderr }) => complaint(stdout, stderr) } : {}),
  });
}

/** What of the registry looks like TLS definitions: keys, and values with their keys. */
export function legacyIn(printed: string): readonly string[] {
  let key = '';
  return printed.split(/\r?\n/).flatMap((line) => {
    if (line.startsWith('HKEY_')) {
      key = line.trim();
      return isTls(ownName(key)) ? [key] : [];
    }
    return valuesIn(line).flatMap(({ name }) => (isTls(name) ? [`${key}: ${name}`] : []));
  });
}

function complaint(stdout: string, stderr: string): string | undefined {
  if (!stdout.includes('drover-end')) return `cmd did not answer: ${stderr.trim()}`;
  const found = legacyIn(stdout);
  if (found.length === 0) return undefined;
  return `the registry may hold TLS definitions that win over SSLDefs.ini: ${found.join('; ')}; remove them, or set windows_legacy to report`;
}

/** The last part of a key; a server may be called anything. */
function ownName(key: string): string {
  return /\\Servers\\[^\\]*$/i.test(key) ? '' : key.slice(key.lastIndexOf('\\') + 1);
}

function isTls(name: string): boolean {
  return /ssl|tls/i.test(name.replaceAll(/https/gi, ''));
}
