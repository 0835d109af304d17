import { exitCodes } from '../../../core/exit-codes.ts';
import { play } from '../../../core/play.ts';
import { planOf } from '../../../plan-of.ts';
import { printable } from '../../../reporters/printable.ts';
import { interrupts } from '../../interrupts.ts';
import { inventoryOfPlay } from '../inventory-of-play.ts';
import type { HostFlags } from '../options/host-flags.ts';

/** Prints which hosts a pattern and the limit select, connecting to none, and returns the exit code. */
export async function listHosts(pattern: string, flags: HostFlags): Promise<number> {
  using stop = interrupts((text) => process.stderr.write(`\n${text}\n`));
  const nothing = play({ name: pattern, hosts: pattern, tasks: [] });
  const inventory = await inventoryOfPlay(nothing, flags, { isListing: true, signal: stop.drain });
  const { limit } = flags;
  const plan = await planOf([nothing], { inventory, ...(limit === undefined ? {} : { limit }) });
  const names = plan.plays.flatMap(({ hosts }) => hosts.map(({ host }) => host.name));
  process.stdout.write(names.map((name) => `${printable(name)}\n`).join(''));
  return exitCodes.ok;
}
