import { vi } from 'vitest';
import { toolsBut } from './tools-but.ts';

/** Leaves all programs of this machine but some on the search path of what a test starts; they come into `directory`. */
export async function withoutTools(directory: string, missing: readonly string[]): Promise<void> {
  vi.stubEnv('PATH', await toolsBut(directory, missing));
}
