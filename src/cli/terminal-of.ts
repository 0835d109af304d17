interface Stream {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

interface TerminalView {
  /** Whether what was written can be drawn anew: a terminal that is not dumb, and no job of a CI that keeps a log. */
  readonly isLive: boolean;
  readonly colours: boolean;
  /** At most 100: longer lines are hard to read. */
  readonly columns: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** What the configuration of the project says. */
let preferred: boolean | undefined;

/** From now on output has colours, or has none, where the environment does not say it. */
export function preferColours(colours: boolean): void {
  preferred = colours;
}

/** How to write to a stream, as it and the environment say: NO_COLOR, FORCE_COLOR (over it), CI, TERM=dumb. */
export function terminalOf(
  { isTTY = false, columns = 100 }: Stream,
  environment: Environment = process.env,
): TerminalView {
  const isTerminal = isTTY && environment['TERM'] !== 'dumb';
  return {
    isLive: isTerminal && !isOn(environment['CI']),
    colours: wishedColours(environment) ?? preferred ?? isTerminal,
    columns: Math.min(100, Math.max(40, columns)),
  };
}

/** As Node itself has it, FORCE_COLOR stands over NO_COLOR. */
function wishedColours(environment: Environment): boolean | undefined {
  const forced = environment['FORCE_COLOR'];
  if (forced !== undefined) return forced === '' || isOn(forced);
  return (environment['NO_COLOR'] ?? '') === '' ? undefined : false;
}

function isOn(value = ''): boolean {
  return !['', '0', 'false'].includes(value);
}
