import { join } from 'node:path';
import { type Measured, measure } from './measure.ts';
import { median } from './median.ts';

/** What it costs, in ms of CPU, to start and say the version. */
export interface StartUp {
  readonly nodeMs: number;
  readonly builtMs: number;
  readonly sourceMs: number;
}

const times = 7;

/** Starts Node alone, the built package and the checkout in turns. */
export async function startUp(root: string): Promise<StartUp> {
  const rounds: Measured[][] = [];
  for (let round = 0; round < times; round += 1) {
    rounds.push([
      await measure({ command: [process.execPath, '-e', '0'] }),
      await measure({ command: [process.execPath, join(root, 'dist/cli/main.js'), '--version'] }),
      await measure({ command: [process.execPath, join(root, 'src/cli/main.ts'), '--version'] }),
    ]);
  }
  const of = (column: number) => median(rounds.map((round) => round[column]?.cpuMs ?? Number.NaN));
  return { nodeMs: of(0), builtMs: of(1), sourceMs: of(2) };
}
