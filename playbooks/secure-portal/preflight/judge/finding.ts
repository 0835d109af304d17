import type { GateFinding } from 'drover';

type Severity = GateFinding['severity'];

/** What there is to say of a host: how much it matters, what it is about, what it is, and what to do. */
export function finding(severity: Severity, about: string, message: string, hint?: string): GateFinding {
  return { severity, about, message, ...(hint === undefined ? {} : { hint }) };
}
