import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { configError } from './config-error.ts';
import { expandTokens } from './expand-tokens.ts';

/** A path of ssh_config with `~`, `%h` and the like, and `${VARIABLE}` filled in. */
export function expandPath(text: string, tokens: Readonly<Record<string, string>>, at: string): string {
  if (/^~[^/]/.test(text)) {
    throw configError(at, `"${text}" is in another user's home directory`, 'Write the whole path.');
  }
  const filled = expandTokens(
    text.replace(/^~(?=\/|$)/, () => homedir()),
    tokens,
    at,
  );
  const withVariables = filled.replaceAll(/\$\{(\w+)\}/g, (_whole, name: string) => {
    const value = process.env[name];
    if (value !== undefined) return value;
    throw configError(at, `"${text}" needs the environment variable ${name}, which is not set`, 'Set it.');
  });
  return resolve(withVariables);
}
