import { enableCompileCache } from 'node:module';
import { userInfo } from 'node:os';
import { join } from 'node:path';

/**
 * Keeps compiled code for the next start, which then takes a quarter less time. In the home of whoever runs, whatever
 * HOME says: it is code, and no other user may write it. NODE_DISABLE_COMPILE_CACHE=1 turns it off.
 */
export function keepCompiledCode(): void {
  const home = ownHome();
  // A home that cannot be written to is no error: nothing is kept then.
  if (home !== undefined) enableCompileCache(join(home, '.cache', 'drover'));
}

function ownHome(): string | undefined {
  try {
    return userInfo().homedir;
  } catch {
    // A user without an entry, as in some containers.
    return undefined;
  }
}
