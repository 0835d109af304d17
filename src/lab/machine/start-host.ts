import { bootHost } from './boot-host.ts';
import { hostAnswers } from './host-answers.ts';
import type { HostParts } from './host-parts.ts';
import { waitUntil } from './wait-until.ts';

const bootMs = 120_000;

/** Boots a prepared host unless it runs, and answers once users can log in. */
export async function startHost(parts: HostParts, signal?: AbortSignal): Promise<void> {
  const { names, record, paths, link, cgroup, loops } = parts;
  if (!(await cgroup.isPopulated())) {
    const machine = `${names.hostPrefix}${record.name}`;
    await bootHost({ machine, paths, record, namespace: link.namespace, cgroup, loops });
  }
  await waitUntil(() => hostAnswers({ address: link.address, leader: cgroup.leader }), {
    what: `${record.name} (${link.address}) to let users log in`,
    timeoutMs: bootMs,
    signal,
    hint: `See what it says in ${paths.console}.`,
  });
}
