import { Option } from 'commander';

/** Flags that say what a run would be about, and run nothing. */
export interface ListFlags {
  readonly listHosts: boolean;
  readonly listTasks: boolean;
  readonly listTags: boolean;
  readonly syntaxCheck: boolean;
}

/** The flags with which nothing is connected. */
export function listOptions(): readonly Option[] {
  return [
    new Option('--list-hosts', 'print the hosts of each play, and run nothing').default(false),
    new Option('--list-tasks', 'print the tasks of each play, and run nothing').default(false),
    new Option('--list-tags', 'print the tags that tasks bear, and run nothing').default(false),
    new Option(
      '--syntax-check',
      'only load the playbook and, with -i, check variables and parameters',
    ).default(false),
  ];
}
