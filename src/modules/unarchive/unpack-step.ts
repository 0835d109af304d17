import { commandOf, type Step } from '../../core/command.ts';
import { lines, sh } from '../../core/sh.ts';
import { keepAndSend } from '../shared/keep-and-send.ts';
import { keepFile } from '../shared/keep-file.ts';
import type { DesiredUnpacking } from './desired-unpacking.ts';
import type { UnpackChange } from './unpack-changes.ts';
import { unpackScript } from './unpack-script.ts';

/** How an archive is unpacked; one of the controller is sent with it. */
export function unpackStep({ sha256 = '', kind }: UnpackChange, desired: DesiredUnpacking): Step {
  const { path, here } = desired;
  const touches = [`file:${path}`] as const;
  const keep = sh`${keepFile(path)} || exit`;
  const content = here?.is === 'file' ? here.content : undefined;
  const unpack = unpackScript({ ...desired, sha256, kind, sentBytes: content?.bytes });
  if (content === undefined) return commandOf(lines([keep, unpack]), { touches });
  return keepAndSend(content, { touches, keep, script: unpack });
}
