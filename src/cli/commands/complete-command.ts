import { Command } from 'commander';

/** `drover complete -- WORDS`: what completion scripts ask. Prints what the last word may become, one a line. */
export function completeCommand(program: Command): Command {
  return new Command('complete').argument('[words...]').action(async (words: readonly string[]) => {
    const { candidates } = await import('./completion/candidates.ts');
    const { lookups } = await import('./completion/lookups.ts');
    const found = await candidates(program, words, lookups);
    process.stdout.write(found.map((one) => `${one}\n`).join(''));
  });
}
