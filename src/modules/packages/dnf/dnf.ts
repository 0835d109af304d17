import type { Backend } from '../backend.ts';
import { isRpmVersion } from '../rpm/is-rpm-version.ts';
import { dnfLook, dnfRead } from './dnf-look.ts';
import { dnfProgress } from './dnf-progress.ts';
import { dnfScript } from './dnf-script.ts';
import { dnfSpec } from './dnf-spec.ts';
import { dnfUndoScript } from './dnf-undo-script.ts';

/** Fedora, Red Hat and their kin: dnf of both generations, and yum. */
export const dnf: Backend = {
  name: 'dnf',
  programs: ['dnf', 'yum'],
  fileEnding: '.rpm',
  lacks: { purge: 'rpm keeps changed configuration files as .rpmsave' },
  holdsBy: 'Install python3-dnf-plugin-versionlock (for yum: yum-plugin-versionlock) by a task before.',
  look: dnfLook,
  read: dnfRead,
  isVersion: isRpmVersion,
  spec: dnfSpec,
  byHand: { install: 'dnf install', remove: 'dnf remove' },
  change: dnfScript,
  undo: dnfUndoScript,
  progress: dnfProgress,
};
