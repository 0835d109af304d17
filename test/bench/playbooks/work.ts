import { play, sh, type TaskNode } from 'drover';
import { command, copy, probe, template } from 'drover/modules';
import { z } from 'zod';
import { factsScript } from '../facts-script.ts';
import { templatePath } from '../template-text.ts';
import type { Work } from '../work.ts';

const variables = z.object({
  bench_directory: z.string(),
  bench_template: z.string(),
  bench_source: z.string(),
  bench_work: z.custom<Work>(),
});

/** The work of a benchmark, as a user of Drover writes it. */
export default play({
  name: 'Benchmark',
  hosts: 'all',
  vars: variables,
  tasks: ({ vars, host }) => tasksFor(vars, host.name),
});

function tasksFor(vars: z.output<typeof variables>, host: string): readonly TaskNode[] {
  const { bench_work: work, bench_directory: directory } = vars;
  switch (work.is) {
    case 'commands':
      return numbers(work.count).map((index) => command(`Command ${index} ran`, { argv: ['/bin/true'] }));
    case 'templates':
      return numbers(work.count).map((index) =>
        template(`File ${index} is there`, {
          src: vars.bench_template,
          path: templatePath(directory, index),
          vars: { host, index },
        }),
      );
    case 'upload':
      return [copy('The file is there', { src: vars.bench_source, path: `${directory}/upload` })];
    case 'facts':
      return [probe('Facts are known', { script: sh`sh -c ${factsScript}` })];
  }
}

function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index);
}
