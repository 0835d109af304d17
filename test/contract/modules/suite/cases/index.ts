import type { ModuleCase } from '../module-case.ts';
import { aclCase } from './acl.ts';
import { archiveCase } from './archive.ts';
import { askCases } from './asks.ts';
import { assembleCase } from './assemble.ts';
import { blockInFileCase } from './block-in-file.ts';
import { certCase } from './cert.ts';
import { compileCase } from './compile.ts';
import { copyCase } from './copy.ts';
import { eachTimeCases } from './each-time.ts';
import { fetchCase } from './fetch.ts';
import { fileCase } from './file.ts';
import { gitCase } from './git.ts';
import { iniFileCase } from './ini-file.ts';
import { knownHostCase } from './known-host.ts';
import { limitsCase } from './limits.ts';
import { lineInFileCase } from './line-in-file.ts';
import { lookCases } from './looks.ts';
import { npmCase } from './npm.ts';
import { replaceCase } from './replace.ts';
import { repositoryCase } from './repository.ts';
import { runCases } from './runs.ts';
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
  compileCase,
  copyCase,
  fetchCase,
  fileCase,
  gitCase,
  iniFileCase,
  knownHostCase,
  limitsCase,
  lineInFileCase,
  npmCase,
  replaceCase,
  repositoryCase,
  sudoersCase,
  templateCase,
  treeSwapCase,
  unarchiveCase,
  ...askCases,
  ...eachTimeCases,
  ...lookCases,
  ...runCases,
].toSorted((one, other) => one.module.localeCompare(other.module, 'en'));
