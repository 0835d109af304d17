import type { Reporter } from '../core/reporter.ts';
import { plainReporter } from './plain-reporter.ts';
import type { Terminal } from './tty/screen.ts';
import { ttyReporter } from './tty-reporter.ts';

export interface ReporterForOptions {
  readonly stream: Terminal & { readonly isTTY?: boolean };
  /** Default: what the stream says. */
  readonly isTTY?: boolean;
  /** Default: only on a terminal. */
  readonly colours?: boolean;
  readonly diff?: boolean;
  /** Shows what commands print, line by line as it comes. Default: false. */
  readonly follow?: boolean;
}

/** The reporter that suits where its text goes: drawn on a terminal, plain lines anywhere else. */
export function reporterFor(options: ReporterForOptions): Reporter {
  const { stream, isTTY = stream.isTTY === true, colours = isTTY, diff = false, follow = false } = options;
  if (isTTY) return ttyReporter({ stream, colours, diff, follow });
  return plainReporter({ write: (text) => void stream.write(text), colours, diff, follow });
}
