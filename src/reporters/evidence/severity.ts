/** How much something that was found matters, from nothing to do up to nothing else to do first. */
export const severities = ['fine', 'note', 'low', 'medium', 'high', 'critical'] as const;

export type Severity = (typeof severities)[number];

/** Whether one is as severe as the other, or more. */
export function isAtLeast(one: Severity, other: Severity): boolean {
  return severities.indexOf(one) >= severities.indexOf(other);
}
