import type { Backend } from '../backend.ts';
import { aptLook, aptRead } from './apt-look.ts';
import { aptProgress } from './apt-progress.ts';
import { aptScript } from './apt-script.ts';
import { aptUndoScript } from './apt-undo-script.ts';

/** Debian, Ubuntu and their kin. */
export const apt: Backend = {
  name: 'apt',
  programs: ['apt-get'],
  fileEnding: '.deb',
  lacks: {},
  holdsBy: '',
  look: aptLook,
  read: aptRead,
  isVersion: (wanted, installed) => wanted === installed,
  spec: ({ full }, version) => (version === undefined ? full : `${full}=${version}`),
  byHand: { install: 'apt-get install', remove: 'apt-get remove' },
  change: aptScript,
  undo: aptUndoScript,
  progress: aptProgress,
};
