import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { machineRequirements } from '../../../lab/machine/machine-requirements.ts';
import { packageRoot } from '../../../own-code.ts';
import { paintWith } from '../../../reporters/paint.ts';
import { terminalOf } from '../../terminal-of.ts';
import { doctorLines } from './doctor-lines.ts';
import { examine } from './examine.ts';

export interface DoctorFlags {
  readonly json: boolean;
}

/** Prints what this machine has and lacks, and returns the exit code: 1 when Drover cannot work here. */
export async function doctor({ json }: DoctorFlags): Promise<number> {
  const findings = await examine({
    environment: process.env,
    home: homedir(),
    node: process.versions.node,
    oldestNode: await oldestNode(),
    labLacks: async () => {
      const { missing, packages } = await machineRequirements();
      return { names: missing.map(({ name }) => name), packages };
    },
  });
  const lines = json
    ? findings.map((finding) => JSON.stringify(finding))
    : doctorLines(findings, paintWith(terminalOf(process.stdout).colours));
  process.stdout.write(`${lines.join('\n')}\n`);
  return findings.some(({ is }) => is === 'lacks') ? 1 : 0;
}

async function oldestNode(): Promise<string> {
  const text = await readFile(join(packageRoot, 'package.json'), 'utf8');
  const { engines }: { readonly engines: { readonly node: string } } = JSON.parse(text);
  return engines.node.replace(/^[^\d]*/, '');
}
