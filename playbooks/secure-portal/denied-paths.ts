/** A pattern of httpd for the paths that nobody gets, and why. */
export interface DeniedPath {
  readonly pattern: string;
  readonly why: string;
}

/** What a gateway, an instance or an administrator leaves lying about; settings hold passwords that can be read. */
const endings = ['ini', 'log', 'pid', 'exe', 'so', 'dll', 'cpf', 'isc', 'pem', 'key', 'conf'];
const copies = ['bak', 'old', 'orig', 'save', 'swp', 'tmp', 'new', '[0-9]+'];

/**
 * By address, not by file: the gateway answers also for paths that are no files, such as /csp/bin/CSP.ini. httpd compares
 * a path that is decoded once, with dots and double slashes taken out. \x5c is a backslash: httpd reads two of them as one.
 */
export const deniedPaths: readonly DeniedPath[] = [
  {
    pattern: String.raw`(?i)\.(?:${endings.join('|')})(?:\.(?:${copies.join('|')}))*[\s.~]*(?:$|[/;:\x5c])`,
    why: 'settings, logs and programs, also as copies, with a path behind them, or with other capitals',
  },
  {
    pattern: String.raw`(?i)^/csp/bin(?!/(?:systems|runtime)/)(?:[/;:.\s\x5c]|$)`,
    why: 'the directory of the gateway, whatever lies there: only its two programs answer',
  },
  {
    pattern: String.raw`%[0-7][0-9A-Fa-f]`,
    why: 'what is encoded twice would be decoded behind this server; names of classes do not begin with a digit',
  },
  { pattern: String.raw`/\.(?!well-known(?:/|$))`, why: 'hidden files' },
];

/** The management pages of the gateway. */
export const managementPath = String.raw`(?i)^/csp/bin/systems(?:[/;:.\s\x5c]|$)`;
