import { sh } from '../../core/sh.ts';

/** Makes git ask nobody, speak English, and work where it is told to, whatever surrounds it. */
export const quietGit = sh`GIT_TERMINAL_PROMPT=0; GIT_OPTIONAL_LOCKS=0; LC_ALL=C; export GIT_TERMINAL_PROMPT GIT_OPTIONAL_LOCKS LC_ALL
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_ASKPASS SSH_ASKPASS`;
