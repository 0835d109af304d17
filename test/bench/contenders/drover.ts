import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { templateText } from '../template-text.ts';
import { taskCount } from '../work.ts';
import type { Contender } from './contender.ts';
import { writeInventory } from './write-inventory.ts';

const playbook = fileURLToPath(new URL('../playbooks/work.ts', import.meta.url));

/** Drover as a user calls it: `main` is the file of its command line. */
export function drover(main: string): Contender {
  return {
    name: 'drover',
    is: 'ours',
    does: () => true,
    prepare: async (job) => {
      const inventory = await writeInventory(job);
      const template = join(job.directory, 'template.ejs');
      await writeFile(
        template,
        templateText((name) => `<%= ${name} %>`),
      );
      const vars = { bench_work: job.work, bench_template: template, bench_source: job.source };
      const words = ['run', playbook, '-i', inventory, '-f', `${job.atATime}`, '-e', JSON.stringify(vars)];
      return { command: [process.execPath, main, ...words] };
    },
    hostsDone: ({ stdout }, { work, targets }) => {
      const rows = [...stdout.matchAll(/^\S (\S+) +ok=(\d+) +changed=(\d+) +failed=0 +skipped=0$/gm)];
      const whole = rows.filter(([, , ok, changed]) => Number(ok) + Number(changed) === taskCount(work));
      // Many hosts that ended alike are one row, such as host[001-050].
      return targets.filter(({ name }) => whole.some(([, row = '']) => names(row, name))).length;
    },
  };
}

function names(row: string, host: string): boolean {
  const number = Number(host.replace(/\D+/, ''));
  return [...row.matchAll(/host(?:\[(\d+)-(\d+)\]|(\d+))/g)].some(([, from, to, single]) =>
    single === undefined ? number >= Number(from) && number <= Number(to) : number === Number(single),
  );
}
