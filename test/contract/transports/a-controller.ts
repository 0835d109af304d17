import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';

const program = `
import { opensshTransport } from './src/transports/index.ts';
const [vars, command] = process.argv.slice(1);
const host = { name: 'web1', groups: [], vars: JSON.parse(vars) };
const connection = await opensshTransport().connect(host, new AbortController().signal);
await connection.open(command);
console.log('open');
await connection.lost;
`;

/** Starts a process of its own that runs a command by `ssh` and waits. Gives its number once the command runs. */
export async function startController(
  vars: Readonly<Record<string, unknown>>,
  command: string,
): Promise<number> {
  const given = JSON.stringify({ ...vars, drover_ssh_config_file: 'none' });
  const args = ['--conditions=drover:source', '--input-type=module', '-e', program, given, command];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
  if (child.pid === undefined || child.exitCode !== null) throw new Error('the controller has ended');
  return child.pid;
}
