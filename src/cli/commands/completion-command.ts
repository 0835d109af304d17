import { Argument, Command } from 'commander';

type Shell = 'bash' | 'zsh' | 'fish';

const help = `
Commands, flags, modules, and for patterns and --limit the hosts and groups of the inventory:

  bash   source <(drover completion bash)                       # in ~/.bashrc
  zsh    source <(drover completion zsh)                        # in ~/.zshrc, after compinit
  fish   drover completion fish >~/.config/fish/completions/drover.fish`;

/** `drover completion bash|zsh|fish`. */
export function completionCommand(): Command {
  return new Command('completion')
    .description('Prints what a shell has to read so that it completes command lines')
    .addArgument(new Argument('<shell>').choices(['bash', 'zsh', 'fish']))
    .addHelpText('after', help)
    .action(async (shell: Shell) => {
      const { shellScripts } = await import('./completion/shell-scripts.ts');
      process.stdout.write(shellScripts[shell]);
    });
}
