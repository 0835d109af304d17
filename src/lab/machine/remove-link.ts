import { pathExists } from './path-exists.ts';
import { runProgram } from './run-program.ts';

/** Removes a network link, unless it is gone already. */
export async function removeLink(name: string): Promise<void> {
  const place = `/sys/class/net/${name}`;
  if (!(await pathExists(place))) return;
  try {
    await runProgram('ip', ['link', 'delete', name]);
  } catch (error) {
    // The kernel removes a cable itself, at its leisure, once the namespace at the other end is gone.
    if (await pathExists(place)) throw error;
  }
}
