export { type DiffOptions, diffLines } from './diff-lines.ts';
export { hostRanges } from './host-ranges.ts';
export { jsonlReporter } from './jsonl-reporter.ts';
export { type PlainOptions, plainReporter } from './plain-reporter.ts';
export { printable } from './printable.ts';
export { type ReporterForOptions, reporterFor } from './reporter-for.ts';
export { type SummaryOptions, summary } from './summary.ts';
export type { Terminal } from './tty/screen.ts';
export { type TtyOptions, ttyReporter } from './tty-reporter.ts';
