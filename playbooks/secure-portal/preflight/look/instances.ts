import { type Query, query, sh } from 'drover';
import { findInstance, type WantedInstance } from '../../instances/find-instance.ts';
import { type ListedInstance, listedInstance } from '../../instances/listed-instance.ts';
import { qlistReader } from '../../instances/qlist-reader.ts';
import { rows } from './rows.ts';

/** The instances of a host. */
export interface Instances {
  /** Whether there is a directory where the instance should be. */
  readonly isDirectory: boolean;
  /** The one that is wanted; undefined: qlist does not know it. */
  readonly own: ListedInstance | undefined;
  readonly all: readonly ListedInstance[];
  /** The commands that list instances, of those that there are. */
  readonly commands: readonly string[];
}

/** Asks both products' commands for the instances of a host. */
export function instances(wanted: WantedInstance): Query<Instances> {
  return query(
    sh`${findInstance(wanted)}
[ ! -d "$dir" ] || echo directory
printf 'own\t%s\n' "$line"
for command in ccontrol iris; do
  command -v "$command" >/dev/null 2>&1 || continue
  printf 'command\t%s\n' "$command"
  "$command" qlist </dev/null 2>/dev/null | awk ${qlistReader} | sed 's/^/listed	/'
done`,
    { reads: 'everything', parse: ({ stdout }) => parse(stdout) },
  );
}

function parse(told: string): Instances {
  const listed = (tag: string) => rows(told, tag).flatMap(([line = '']) => listedInstance(line) ?? []);
  const [own] = listed('own');
  return {
    isDirectory: rows(told, 'directory').length > 0,
    own,
    // Where both commands are there, they know the same instances.
    all: [...new Map(listed('listed').map((one) => [one.directory, one])).values()],
    commands: rows(told, 'command').flatMap(([name = '']) => name),
  };
}
