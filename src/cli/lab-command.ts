import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Command, Option } from 'commander';
import type { PracticeHost } from '../lab/practice-hosts.ts';
import type { PracticeKind } from '../lab/practice-lab.ts';

const examples = `
Examples:
  drover lab up --hosts 3
  drover lab ssh practice1 -- systemctl status
  drover lab down`;

/** `drover lab up|down|status|ssh`: practice hosts on this machine. */
export function labCommand(onCode: (code: number) => void): Command {
  const lab = new Command('lab')
    .description('Starts practice hosts on this machine')
    .addHelpText('after', examples);
  lab
    .command('up')
    .description('Starts them, or makes sure that they run')
    .addOption(new Option('--kind <kind>', 'what they are').choices(['machine', 'embedded']))
    .option('--hosts <number>', 'how many machines', Number, 1)
    .action(async ({ kind, hosts }: { readonly kind?: PracticeKind; readonly hosts: number }) => {
      const onStep = (text: string) => void process.stderr.write(`  ${text}\n`);
      const { practiceUp } = await practiceLab();
      const up = await practiceUp({ count: hosts, onStep, ...(kind === undefined ? {} : { kind }) });
      for (const host of up) say(`${host.name} is up${addressOf(host)}`);
    });
  lab
    .command('down')
    .description('Stops them and removes what they hold')
    .action(async () => {
      const { practiceDown } = await practiceLab();
      const names = await practiceDown();
      say(names.length === 0 ? 'No practice host was up.' : `${names.join(', ')} stopped.`);
    });
  lab
    .command('status')
    .description('Says which there are')
    .action(async () => {
      const { practiceStatus } = await practiceLab();
      const hosts = await practiceStatus();
      if (hosts.length === 0) say('No practice host is up. Start one: npm run lab up');
      for (const { host, state } of hosts) say(`${host.name}  ${state}${addressOf(host)}`);
    });
  lab
    .command('ssh')
    .description('Logs in to one')
    .argument('[host]')
    .argument('[command...]')
    .action(async (host: string | undefined, command: readonly string[]) => {
      const { practiceLogin } = await practiceLab();
      const [program = 'ssh', ...words] = await practiceLogin(host);
      const child = spawn(program, [...words, ...command], { stdio: 'inherit' });
      const [code] = await once(child, 'exit');
      onCode(typeof code === 'number' ? code : 1);
    });
  return lab;
}

/** Large: loaded when it is needed. */
function practiceLab() {
  return import('../lab/practice-lab.ts');
}

function addressOf({ vars }: PracticeHost): string {
  const kind = vars['practice_kind'] === 'embedded' ? 'SSH server on loopback' : 'Debian guest';
  return `  ${String(vars['ansible_user'])}@${String(vars['ansible_host'])}:${String(vars['ansible_port'])}  (${kind})`;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
