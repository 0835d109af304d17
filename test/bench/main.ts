import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { contenders } from './contenders/contenders.ts';
import type { Figure } from './figure.ts';
import { figuresTable } from './figures-table.ts';
import { type Flags, readFlags, usage } from './flags.ts';
import { type Fleet, startFleet } from './fleet.ts';
import type { Measurements } from './goal.ts';
import { goalsTable, missedCounts } from './goals-table.ts';
import { idleMemory } from './idle-memory.ts';
import { meetRequirements } from './requirements.ts';
import { runScenario } from './run-scenario.ts';
import type { Scenario } from './scenario.ts';
import { scenarios } from './scenarios.ts';
import { startUp } from './start-up.ts';

const root = resolve(import.meta.dirname, '../..');
const flags = readFlags(process.argv.slice(2));
if (flags.help) say(usage);
else await bench(flags);

async function bench({ quick, only, runs, json, strict }: Flags): Promise<void> {
  const { peers, absent } = meetRequirements(say);
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  const directory = await mkdtemp(join(tmpdir(), 'drover-bench-'));
  const main = join(root, 'dist/cli/main.js');
  const all = contenders(main, quick ? [] : peers);
  const chosen = scenarios.filter((scenario) => isChosen(scenario, { quick, only }));
  say(
    `${chosen.length} scenarios, medians of ${runs}. ${quick ? 'The peers are left out.' : absent.join('; ')}\n`,
  );
  try {
    await using fleet = startFleet(directory);
    const figures: Figure[] = [];
    for (const scenario of chosen) {
      const own = await runScenario(scenario, { fleet, contenders: all, runs, directory });
      say(figuresTable(own));
      figures.push(...own);
    }
    const measured = { figures, ...(await others(fleet, { quick, only, directory })) };
    say(goalsTable(measured, only.length > 0));
    if (json !== undefined) await writeFile(json, `${JSON.stringify(measured, undefined, 2)}\n`);
    const missed = strict ? missedCounts(measured) : [];
    for (const text of missed) say(`\nMissed: ${text}`);
    const isGood = missed.length === 0 && figures.every(({ error }) => error === undefined);
    process.exitCode = isGood ? 0 : 1;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

function isChosen({ title, hosts }: Scenario, { quick, only }: Pick<Flags, 'quick' | 'only'>): boolean {
  if (quick && hosts > 50) return false;
  return only.length === 0 || only.some((beginning) => title.startsWith(beginning));
}

/** What belongs to no scenario: `--only start` and `--only idle`. */
async function others(
  fleet: Fleet,
  { quick, only, directory }: Pick<Flags, 'quick' | 'only'> & { readonly directory: string },
): Promise<Pick<Measurements, 'start' | 'idle'>> {
  const isWanted = (name: string) => only.length === 0 || only.includes(name);
  const start = isWanted('start') ? await startUp(root) : undefined;
  if (start !== undefined) {
    const { nodeMs, builtMs, sourceMs } = start;
    say(
      `\nStart: drover --version takes ${builtMs} ms of CPU, from a checkout ${sourceMs}; Node alone ${nodeMs}\n`,
    );
  }
  const idle = isWanted('idle')
    ? await idleMemory(await fleet.take(quick ? 100 : 200), directory)
    : undefined;
  if (idle !== undefined) {
    say(`\nMemory of an idle host: ${idle.oursKb} KB, of which ssh2 holds ${idle.floorKb}\n`);
  }
  return { start, idle };
}

function say(text: string): void {
  process.stdout.write(text);
}
