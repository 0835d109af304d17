import type { ModuleCase } from '../module-case.ts';
import { certCase } from './cert.ts';
import { copyCase } from './copy.ts';
import { fileCase } from './file.ts';
import { templateCase } from './template.ts';
import { treeSwapCase } from './tree-swap.ts';
import { unarchiveCase } from './unarchive.ts';

/** The modules that work in any directory of any host. */
export const cases: readonly ModuleCase[] = [
  certCase,
  copyCase,
  fileCase,
  templateCase,
  treeSwapCase,
  unarchiveCase,
];
