import type { Reporter } from '../core/reporter.ts';
import { plainReporter } from './plain-reporter.ts';
import type { SummaryPlace } from './summary/summary-place.ts';
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
  /** Where the summary at the end goes. Default: to the stream. */
  readonly summaryTo?: SummaryPlace;
}

/** The reporter that suits where its text goes: drawn on a terminal, plain lines anywhere else. */
export function reporterFor(options: ReporterForOptions): Reporter {
  const { stream, isTTY = stream.isTTY === true, colours = isTTY, diff = false, follow = false } = options;
  const { summaryTo } = options;
  const shown = { colours, diff, follow, ...(summaryTo === undefined ? {} : { summaryTo }) };
  if (isTTY) return ttyReporter({ stream, ...shown });
  return plainReporter({ write: (text) => void stream.write(text), ...shown });
}
