import { existsSync } from 'node:fs';
import { type ResolveHookSync, registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { ownCode } from '../own-code.ts';

/**
 * Loads Drover's own zod as the one file that the build made of its hundred: half of the time that a command takes to
 * start went into them. Whoever imports the same zod, such as a playbook, gets the same one file; a playbook that has a
 * zod of its own gets that. A checkout that was not built loads the hundred.
 */
export function zodInOneFile(): void {
  const file = ownCode('cli/zod');
  if (!file.endsWith('.js') || !existsSync(file)) return;
  const url = pathToFileURL(file);
  const built = new URL('..', url).href;
  const inOne = { url: url.href, shortCircuit: true };
  let ours: string | undefined;
  const resolve: ResolveHookSync = (specifier, context, next) => {
    if (specifier !== 'zod' || !context.conditions.includes('import')) return next(specifier, context);
    if (context.parentURL?.startsWith(built)) return inOne;
    ours ??= next(specifier, { ...context, parentURL: import.meta.url }).url;
    const found = next(specifier, context);
    return found.url === ours ? inOne : found;
  };
  registerHooks({ resolve });
}
