import { Command } from 'commander';
import type { DoctorFlags } from './doctor/doctor.ts';

/** `drover doctor`. */
export function doctorCommand(onCode: (code: number) => void): Command {
  return new Command('doctor')
    .description('Says what this machine lacks, and what to do about it')
    .option('--json', 'print each finding as a line of JSON', false)
    .action(async (flags: DoctorFlags) => {
      const { doctor } = await import('./doctor/doctor.ts');
      onCode(await doctor(flags));
    });
}
