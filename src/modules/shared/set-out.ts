import { type Shell, sh } from '../../core/sh.ts';

export interface Surroundings {
  readonly directory?: string | undefined;
  readonly environment: Readonly<Record<string, string>>;
}

/** A script in a directory and with variables. It does not begin where the directory is not there. */
export function setOut(script: Shell, { directory, environment }: Surroundings): Shell {
  const there = directory === undefined ? sh`` : sh`cd -- ${directory} || exit; `;
  const set = Object.entries(environment).reduce(
    (so, [name, value]) => sh`${so}${name}=${value}; export ${name}; `,
    there,
  );
  return sh`${set}${script}`;
}
