import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { commandLine } from '../../src/cli/program.ts';
import { packageRoot } from '../../src/own-code.ts';
import { directoryOf } from '../inventory/directory-of.ts';
import { inShell } from '../support/in-shell.ts';
import { droverIn } from './commands/drover-in.ts';

function all(command: Command): readonly Command[] {
  const inner = command.createHelp().visibleCommands(command);
  return [command, ...inner.filter((one) => command.commands.includes(one)).flatMap(all)];
}

function helpOf(command: Command): string {
  let text = '';
  const writeOut = (more: string) => {
    text += more;
  };
  command.configureOutput({ writeOut }).outputHelp();
  return text;
}

const nested = {
  'inventory/hosts': `[web]
web[1:2]
web3 http_port=8081

[web:vars]
http_port=80

[canary]
web3

[canary:vars]
ansible_group_priority=10
release=next

[prod:children]
web
canary
`,
  'inventory/group_vars/all.yml': 'http_port: 8000\nrelease: stable\n',
  'inventory/group_vars/prod/ports.yml': '# over those of all\nhttp_port: 8080\n',
  'inventory/group_vars/prod/secrets.yml': 'db_password: "{{ release }}-hunter2"\n',
  'inventory/host_vars/web2.yml': 'http_port: 8082\n',
  'playbooks/group_vars/web.yml': 'http_port: 9000\n',
};

describe('help', { timeout: 120_000 }, () => {
  it('of every command ends with examples, and tells no default that says nothing', async () => {
    const commands = all(await commandLine(() => {}));
    expect(commands.length).toBeGreaterThan(15);
    for (const command of commands) {
      const help = helpOf(command);
      const isPart = command.parent?.name() === 'lab';
      if (!isPart) expect(help, command.name()).toMatch(/Examples:\n {2}\S|source <\(drover/);
      expect(help, command.name()).not.toMatch(/default: (?:\[|\{|false|true|")/);
    }
  });

  it('is, with an inventory looked at, what docs/command-line.txt shows', async () => {
    await using directory = await directoryOf(nested);
    const commands = [
      'drover --help',
      'drover run --help',
      'drover exec --help',
      'cat inventory/hosts',
      'cat inventory/group_vars/all.yml inventory/group_vars/prod/*.yml inventory/host_vars/web2.yml',
      'cat playbooks/group_vars/web.yml',
      "drover inventory list 'prod:!web1' -i inventory",
      'drover inventory graph -i inventory',
      'drover inventory explain web3 http_port -i inventory --playbook-dir playbooks',
      'drover inventory explain web2 -i inventory -e release=trial',
      'drover inventory explain web1 htp_port -i inventory',
    ];
    const shown: string[] = [];
    for (const command of commands) shown.push(`$ ${command}\n${await inShell(directory.path, command)}`);
    await expect(shown.join('\n')).toMatchFileSnapshot('../../docs/command-line.txt');
  });
});

describe('drover --version', () => {
  it('is that of the package', async () => {
    const { version } = JSON.parse(await readFile(join(packageRoot, 'package.json'), 'utf8'));
    expect(await droverIn(packageRoot, '--version')).toBe(`${version}\n`);
  });
});
