import { Command } from 'commander';
import type { DoctorFlags } from './doctor/doctor.ts';

const examples = `
Examples:
  drover doctor
  drover doctor --json | jq -r 'select(.is == "lacks") | .said'`;

/** `drover doctor`. */
export function doctorCommand(onCode: (code: number) => void): Command {
  return new Command('doctor')
    .description('Says what this machine lacks, and what to do about it')
    .option('--json', 'print each finding as a line of JSON', false)
    .addHelpText('after', examples)
    .action(async (flags: DoctorFlags) => {
      const { doctor } = await import('./doctor/doctor.ts');
      onCode(await doctor(flags));
    });
}
