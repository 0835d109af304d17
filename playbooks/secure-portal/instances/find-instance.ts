import { type Shell, sh } from 'drover';
import { qlistReader } from './qlist-reader.ts';

/** What is known of an instance before its host is asked. */
export interface WantedInstance {
  readonly product: 'cache' | 'iris';
  /** Where it is installed. */
  readonly directory: string;
  /** Default: that of the instance in the directory. */
  readonly name?: string | undefined;
  /** Its parameter file. Default: what qlist says. */
  readonly cpfFile?: string | undefined;
}

/**
 * Sets `$dir`, `$control` (the command, empty where there is none), and `$name`, `$status` and `$cpf` of the instance:
 * empty where qlist does not know it. It is known by its name, else by its directory, by whatever path that is reached.
 */
export function findInstance({ product, directory, name, cpfFile = '' }: WantedInstance): Shell {
  const command = product === 'cache' ? 'ccontrol' : 'iris';
  return sh`dir=${directory} PATH=$PATH:${`${directory}/bin`}:/usr/local/bin
control=$(command -v ${command})
line=$([ -z "$control" ] || "$control" qlist </dev/null 2>/dev/null | awk ${qlistReader} | ${name === undefined ? inDirectory : called(name)})
field() { printf '%s\n' "$line" | cut -d ^ -f "$1"; }
name=$(field 1) status=$(field 4) cpf=${cpfFile}
[ -n "$cpf" ] || cpf=$(field 5)`;
}

function called(name: string): Shell {
  return sh`awk -F '^' -v name=${name.toUpperCase()} 'toupper($1) == name { print; exit }'`;
}

const inDirectory = sh`{ real=$(cd -- "$dir" 2>/dev/null && pwd -P); while IFS= read -r line; do
  at=$(printf %s "$line" | cut -d ^ -f 2)
  [ "$at" = "$dir" ] || { [ -n "$real" ] && [ "$(cd -- "$at" 2>/dev/null && pwd -P)" = "$real" ]; } || continue
  printf '%s\n' "$line"; break
done; }`;
