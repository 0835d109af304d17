import { z } from 'zod';
import { severities } from './severity.ts';

const observation = z.object({
  /** What was looked at, such as `Protocols`: once in one evidence. */
  subject: z.string(),
  severity: z.enum(severities),
  /** One sentence. */
  found: z.string(),
  /** The command by which anyone can see the same. */
  check: z.string().optional(),
});

const schema = z.object({
  /** When it was, in a word: `before`, `after`, `now`. */
  moment: z.string(),
  observations: z.array(observation),
});

export type Observation = Readonly<z.output<typeof observation>>;

/** What was found on a host at one moment. */
export interface Evidence {
  readonly moment: string;
  readonly observations: readonly Observation[];
}

const mark = 'evidence: ';

/** Evidence as an entry of a play's `report`: reporters tell it in their own words, `--report` in full. */
export function evidence(found: Evidence): string {
  return `${mark}${JSON.stringify(found)}`;
}

/** The evidence that an entry of a report is; undefined for an entry that is only text. */
export function evidenceIn(entry: string): Evidence | undefined {
  if (!entry.startsWith(mark)) return undefined;
  try {
    return schema.parse(JSON.parse(entry.slice(mark.length)));
  } catch {
    return undefined;
  }
}
