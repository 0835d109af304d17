/** A script that travels as the first lines of what a program reads: no login shell on the way sees any of it. */
export interface ScriptFromInput {
  /** Reads the script and runs it, in one line that every login shell understands. Without all of it nothing is run. */
  readonly reader: string;
  /** What has to come first on the program's input. */
  readonly lines: string;
}

/** Makes both. A shell reads a line of a pipe byte by byte: what comes behind the script is left to it. */
export function scriptFromInput(script: string): ScriptFromInput {
  const lines = `unset _s _l _n _t\n${script}\n`;
  const count = lines.split('\n').length - 1;
  const reader = [
    `_s=; _n=${count}; _l=$(printf "\\nx"); _l=\${_l%x}`,
    'while [ $_n -gt 0 ] && IFS= read -r _t; do _s=$_s$_t$_l; _n=$(($_n-1)); done',
    '[ $_n = 0 ] && eval "$_s"',
  ].join('; ');
  return { reader, lines };
}
