import { evidenceIn } from '../evidence/evidence.ts';
import type { RunStory } from './page.ts';

/** What the page says, for programs. */
export function reportDocument({ result, plays, begun }: RunStory): string {
  const hosts = result.hosts.map(({ host, outcome, error, report, tasks, rolledBack }) => ({
    host,
    outcome,
    ...(error === undefined ? {} : { error: { message: error.message, hint: error.hint } }),
    evidence: report.map(evidenceIn).filter((found) => found !== undefined),
    report: report.filter((entry) => evidenceIn(entry) === undefined),
    changes: tasks.flatMap(({ name, outcome: ended }) =>
      ended.is === 'changed' ? [{ task: name, changes: ended.changes.map(({ summary }) => summary) }] : [],
    ),
    ignored: tasks.flatMap(({ name, outcome: ended }) =>
      ended.is === 'ignored' ? [{ task: name, error: ended.error.message }] : [],
    ),
    rolledBack,
  }));
  return `${JSON.stringify({ begun, plays, check: result.check, ok: result.ok, hosts }, undefined, 2)}\n`;
}
