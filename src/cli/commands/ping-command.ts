import { Command } from 'commander';
import { hostOptions } from './options/host-options.ts';
import type { PingFlags } from './ping/ping.ts';

const examples = `
Examples:
  drover ping -i inventory
  drover ping web -i inventory --become        # and whether sudo works there`;

/** `drover ping [PATTERN] -i INVENTORY`. */
export function pingCommand(onCode: (code: number) => void): Command {
  const command = new Command('ping')
    .description('Says which hosts can be worked on: login, shell, tools, room, clock, becoming a user')
    .argument('[pattern]', 'hosts and groups', 'all')
    .option('--json', 'print how each host was found as a line of JSON', false)
    .addHelpText('after', examples)
    .action(async (pattern: string, flags: PingFlags) => {
      const { ping } = await import('./ping/ping.ts');
      onCode(await ping(pattern, flags));
    });
  return hostOptions(command);
}
