import { outputText } from '../output-text.ts';
import { progressText } from '../progress-text.ts';
import type { Activity } from './row.ts';

/** No terminal is wider; masking is long done. */
const widest = 500;

/** What a host is at, as far as it says: how far it has come, else the line that it printed last. */
export function activityText({ progress, line }: Activity): string | undefined {
  if (progress !== undefined) return progressText(progress);
  return line === undefined ? undefined : outputText(line.slice(0, widest)).trim();
}
