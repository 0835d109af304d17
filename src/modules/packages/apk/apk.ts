import type { Backend } from '../backend.ts';
import { apkLook, apkRead } from './apk-look.ts';
import { apkProgress } from './apk-progress.ts';
import { apkScript } from './apk-script.ts';
import { apkSpec } from './apk-spec.ts';
import { apkUndoScript } from './apk-undo-script.ts';

/** Alpine. What nothing needs any more goes by itself whenever something is removed. */
export const apk: Backend = {
  name: 'apk',
  programs: ['apk'],
  fileEnding: '.apk',
  lacks: { purge: 'what it removes takes along the configuration files that nobody has changed' },
  holdsBy: '',
  look: apkLook,
  read: apkRead,
  isVersion: (wanted, installed) => wanted === installed,
  spec: apkSpec,
  byHand: { install: 'apk add', remove: 'apk del' },
  change: apkScript,
  undo: apkUndoScript,
  progress: apkProgress,
};
