import type { Scenario } from './scenario.ts';
import type { Work } from './work.ts';

const everyone = ['peer', 'floor', 'ours'] as const;
const mebibyte = 1024 * 1024;

/** All that is measured. The first word of a title is its workload. */
export const scenarios: readonly Scenario[] = [
  commands(100, 1),
  commands(20, 10),
  commands(10, 50),
  commands(20, 1, 20),
  commands(20, 1, 100),
  templates(50, 1),
  templates(50, 10),
  templates(10, 1, 100),
  templates(50, 1, 100),
  // Twice as many: what a task adds.
  { ...templates(100, 10), who: ['ours'] },
  { ...templates(100, 1, 100), who: ['ours'] },
  upload(100, 1),
  // Four times as large: whether memory grows with the file.
  { ...upload(400, 1), who: ['ours'] },
  upload(20, 10),
  scenario('W4', 'facts', { is: 'facts' }, 1),
  scenario('W4', 'facts', { is: 'facts' }, 10),
  connect(1),
  connect(1, 100),
  connect(50),
  connect(200),
];

function commands(count: number, hosts: number, roundTripMs = 0): Scenario {
  return scenario('W1', `${count} commands`, { is: 'commands', count }, hosts, roundTripMs);
}

function templates(count: number, hosts: number, roundTripMs = 0): Scenario {
  const own = scenario('W2', `${count} templates`, { is: 'templates', count }, hosts, roundTripMs);
  const tooSlow = count * hosts > 50 || (count > 10 && roundTripMs > 0) ? ['ansible'] : [];
  return { ...own, again: true, tooSlow };
}

function upload(size: number, hosts: number): Scenario {
  return scenario('W3', `a file of ${size} MiB`, { is: 'upload', bytes: size * mebibyte }, hosts);
}

function connect(hosts: number, roundTripMs = 0): Scenario {
  return scenario('W5', 'connect and true', { is: 'commands', count: 1 }, hosts, roundTripMs);
}

function scenario(
  workload: Scenario['workload'],
  what: string,
  work: Work,
  hosts: number,
  roundTripMs = 0,
): Scenario {
  const way = roundTripMs === 0 ? '' : `, ${roundTripMs} ms round trip`;
  const title = `${workload} ${what}, ${hosts} ${hosts === 1 ? 'host' : 'hosts'}${way}`;
  return { workload, title, work, hosts, roundTripMs, again: false, who: everyone, tooSlow: [] };
}
