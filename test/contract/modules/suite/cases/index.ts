import type { ModuleCase } from '../module-case.ts';
import { aclCase } from './acl.ts';
import { archiveCase } from './archive.ts';
import { assembleCase } from './assemble.ts';
import { blockInFileCase } from './block-in-file.ts';
import { certCase } from './cert.ts';
import { copyCase } from './copy.ts';
import { fetchCase } from './fetch.ts';
import { fileCase } from './file.ts';
import { gitCase } from './git.ts';
import { iniFileCase } from './ini-file.ts';
import { knownHostCase } from './known-host.ts';
import { limitsCase } from './limits.ts';
import { lineInFileCase } from './line-in-file.ts';
import { replaceCase } from './replace.ts';
import { repositoryCase } from './repository.ts';
import { sudoersCase } from './sudoers.ts';
import { templateCase } from './template.ts';
import { treeSwapCase } from './tree-swap.ts';
import { unarchiveCase } from './unarchive.ts';

/** The modules that work in any directory of any host. */
export const cases: readonly ModuleCase[] = [
  aclCase,
  archiveCase,
  assembleCase,
  blockInFileCase,
  certCase,
  copyCase,
  fetchCase,
  fileCase,
  gitCase,
  iniFileCase,
  knownHostCase,
  limitsCase,
  lineInFileCase,
  replaceCase,
  repositoryCase,
  sudoersCase,
  templateCase,
  treeSwapCase,
  unarchiveCase,
];
