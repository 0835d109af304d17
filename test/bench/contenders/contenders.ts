import { ansible } from './ansible.ts';
import type { Contender } from './contender.ts';
import { drover } from './drover.ts';
import { floor } from './floor.ts';

/** All who take part, in the order of the tables. `main` is the file of Drover's command line. */
export function contenders(main: string, peers: readonly ('ansible' | 'mitogen')[]): readonly Contender[] {
  return [...peers.map(ansible), floor('exec'), floor('shell'), floor('batch'), drover(main)];
}
