import { exitCodeOf } from '../../../core/exit-code.ts';
import { play } from '../../../core/play.ts';
import { sh } from '../../../core/sh.ts';
import { probe } from '../../../modules/probe.ts';
import { paintWith } from '../../../reporters/paint.ts';
import { preflightLines } from '../../../reporters/summary/preflight-lines.ts';
import { terminalOf } from '../../terminal-of.ts';
import { progressOf } from '../exec/progress-of.ts';
import type { HostFlags } from '../options/host-flags.ts';
import { runOnHosts } from '../run-on-hosts.ts';

export interface PingFlags extends HostFlags {
  readonly json: boolean;
}

/** Looks at hosts as a run does before it begins, prints what was found, and returns the exit code. */
export async function ping(pattern: string, flags: PingFlags): Promise<number> {
  const { become, becomeUser, json } = flags;
  const user = become || becomeUser !== undefined ? [becomeUser ?? true] : [];
  const tasks = [false, ...user].map((as) => probe(`As ${as}`, { script: sh`:` }, { become: as }));
  const { result } = await runOnHosts(play({ name: pattern, hosts: pattern, tasks }), flags, {
    preflight: 'only',
    reporters: [progressOf(flags.verbose)],
  });
  const lines = json
    ? result.hosts.map(({ host, preflight }) => JSON.stringify({ host, ...preflight }))
    : preflightLines(result.hosts, { paint: paintWith(terminalOf(process.stdout).colours) });
  process.stdout.write(lines.map((line) => `${line}\n`).join(''));
  return exitCodeOf(result);
}
