import { vi } from 'vitest';
import { busyboxTools } from './busybox-tools.ts';

/** Leaves nothing on the search path of what a test starts but the programs of busybox, which come into `directory`. */
export async function onlyBusybox(directory: string): Promise<void> {
  vi.stubEnv('PATH', await busyboxTools(directory));
}
