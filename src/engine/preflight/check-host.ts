import { DroverError, LostError, TimeoutError } from '../../core/errors.ts';
import type { Finding, HostCheck } from '../../core/host-check.ts';
import type { HostLink } from '../../session/host-link.ts';
import type { UserShell } from '../../session/user-shell.ts';
import { type Asked, judge } from './judge.ts';
import { questions, toldBy } from './questions.ts';

type Answered = { readonly asked: Asked } | { readonly problem: Finding } | undefined;

export interface CheckOptions {
  /** Undefined: the login. */
  readonly users: readonly (string | undefined)[];
  readonly signal: AbortSignal;
  /** Told once everybody's shell is open and was asked: what is written now travels with that. */
  readonly onAsked?: () => void;
}

/**
 * Looks whether a host is as a run needs it: connects, and asks every user's shell once, all at the same time. The
 * sessions stay open for the run. Rejects only when it was cancelled.
 */
export async function checkHost(
  link: HostLink,
  { users, signal, onAsked = () => {} }: CheckOptions,
): Promise<HostCheck> {
  const begun = performance.now();
  const named = users.map((user) => user ?? '');
  const tookMs = () => Math.round(performance.now() - begun);
  let isGone = false;
  try {
    const { lost } = await link.connect();
    void lost.finally(() => {
      isGone = true;
    });
  } catch (error) {
    const problems = [findingOf('connection', error, signal)];
    return { users: named, problems, warnings: [], figures: { tookMs: tookMs() } };
  }
  const shells = users.map((user) => link.shell(user));
  const asking = shells.map((shell, index) => askAs(users[index], shell, { signal, isGone: () => isGone }));
  Promise.all(shells).then(onAsked, () => {});
  const answers = await Promise.all(asking);
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

async function askAs(
  user: string | undefined,
  opening: Promise<UserShell>,
  { signal, isGone }: { readonly signal: AbortSignal; readonly isGone: () => boolean },
): Promise<Answered> {
  let isOpen = false;
  try {
    const shell = await opening;
    isOpen = true;
    const askedAtMs = Date.now();
    const told = toldBy(await shell.run(questions));
    return { asked: { user, told, askedAtMs, answeredAtMs: Date.now() } };
  } catch (error) {
    if (!isOpen && user !== undefined && isUnknown(error)) return undefined;
    const isLost = error instanceof LostError || isGone();
    const about = user === undefined || isOpen ? 'shell' : 'become';
    return { problem: findingOf(isLost ? 'connection' : about, error, signal) };
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
