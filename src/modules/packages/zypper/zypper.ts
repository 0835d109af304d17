import type { Backend } from '../backend.ts';
import { isRpmVersion } from '../rpm/is-rpm-version.ts';
import { zypperLook, zypperRead } from './zypper-look.ts';
import { zypperProgress } from './zypper-progress.ts';
import { zypperScript } from './zypper-script.ts';
import { zypperSpec } from './zypper-spec.ts';
import { zypperUndoScript } from './zypper-undo-script.ts';

/** openSUSE and SUSE Linux Enterprise. */
export const zypper: Backend = {
  name: 'zypper',
  programs: ['zypper'],
  fileEnding: '.rpm',
  lacks: { purge: 'rpm keeps changed configuration files as .rpmsave' },
  holdsBy: '',
  look: zypperLook,
  read: zypperRead,
  isVersion: isRpmVersion,
  spec: zypperSpec,
  byHand: { install: 'zypper install', remove: 'zypper remove' },
  change: zypperScript,
  undo: zypperUndoScript,
  progress: zypperProgress,
};
