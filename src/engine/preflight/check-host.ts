import { DroverError, TimeoutError } from '../../core/errors.ts';
import type { Finding, HostCheck } from '../../core/host-check.ts';
import type { HostLink } from '../../session/host-link.ts';
import { type Asked, judge } from './judge.ts';
import { questions, toldBy } from './questions.ts';

type Answered = { readonly asked: Asked } | { readonly problem: Finding } | undefined;

/**
 * Looks whether a host is as a run needs it: connects, and asks every user's shell once, all at the same time. The
 * sessions stay open for the run. Rejects only when it was cancelled.
 */
export async function checkHost(
  link: HostLink,
  users: readonly (string | undefined)[],
  signal: AbortSignal,
): Promise<HostCheck> {
  const begun = performance.now();
  const named = users.map((user) => user ?? '');
  const tookMs = () => Math.round(performance.now() - begun);
  try {
    await link.connect();
  } catch (error) {
    const problems = [findingOf('connection', error, signal)];
    return { users: named, problems, warnings: [], figures: { tookMs: tookMs() } };
  }
  const answers = await Promise.all(users.map((user) => askAs(link, user, signal)));
  const asked = answers.flatMap((one) => (one !== undefined && 'asked' in one ? [one.asked] : []));
  const refused = answers.flatMap((one) => (one !== undefined && 'problem' in one ? [one.problem] : []));
  const { problems, warnings, figures } = judge(asked);
  return {
    users: named,
    problems: distinct([...refused, ...problems]),
    warnings,
    figures: { tookMs: tookMs(), ...figures },
  };
}

async function askAs(link: HostLink, user: string | undefined, signal: AbortSignal): Promise<Answered> {
  let isOpen = false;
  try {
    const shell = await link.shell(user);
    isOpen = true;
    const askedAtMs = Date.now();
    const told = toldBy(await shell.run(questions));
    return { asked: { user, told, askedAtMs, answeredAtMs: Date.now() } };
  } catch (error) {
    if (!isOpen && user !== undefined && isUnknown(error)) return undefined;
    const lost = isOpen && error instanceof DroverError && error.code === 'unreachable';
    if (lost) return { problem: findingOf('connection', error, signal) };
    return { problem: findingOf(user === undefined || isOpen ? 'shell' : 'become', error, signal) };
  }
}

/** The host does not know the user: a task before may be there to make it. */
function isUnknown(error: unknown): boolean {
  return (
    error instanceof DroverError && /unknown user|user .* (not found|does not exist)/i.test(error.message)
  );
}

function findingOf(about: Finding['about'], error: unknown, signal: AbortSignal): Finding {
  if (!(error instanceof DroverError) || error.code === 'cancelled' || signal.aborted) throw error;
  const { message, hint } = error;
  const own = error instanceof TimeoutError && about === 'shell' ? hungHint : hint;
  return { about, message, ...(own === undefined ? {} : { hint: own }) };
}

const hungHint =
  'Log in by hand and look: a full disk, or a file system of the network that does not answer.';

/** The same of several users is said once. */
function distinct(findings: readonly Finding[]): readonly Finding[] {
  const known = new Map(findings.map((one) => [JSON.stringify(one), one]));
  return [...known.values()];
}
