interface Stream {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

interface TerminalView {
  readonly colours: boolean;
  /** At most 100: longer lines are hard to read. */
  readonly columns: number;
}

/** How to write for whoever reads a stream. NO_COLOR and a dumb terminal take colours away. */
export function terminalOf(
  { isTTY = false, columns = 100 }: Stream,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): TerminalView {
  const isPlain = (environment['NO_COLOR'] ?? '') !== '' || environment['TERM'] === 'dumb';
  return { colours: isTTY && !isPlain, columns: Math.min(100, Math.max(40, columns)) };
}
