import { all, defineModule, query } from 'drover';
import { z } from 'zod';
import type { Revert } from '../../before/put-back.ts';
import { inQuotes } from './cmd-words.ts';
import { refuseNeeded } from './refuse-needed.ts';
import { askCmd } from './windows-host.ts';
import { allowedParam, whereParams } from './windows-params.ts';
import { placeOf } from './windows-place.ts';
import {
  forgetting,
  kept,
  look,
  removing,
  toCmd,
  type WindowsFile,
  windowsFileOf,
  writing,
} from './windows-text.ts';

interface BackState {
  readonly now: WindowsFile;
  /** As it was before the first change; absent: it was not there, or nothing is kept. */
  readonly before: WindowsFile;
}

type BackChange =
  | { readonly is: 'copy' }
  | { readonly is: 'write'; readonly lines: readonly string[] }
  | { readonly is: 'remove' };

const params = z.strictObject({
  ...whereParams('F'),
  revert: z
    .custom<Revert>((given) => typeof given === 'function', 'must be a function')
    .optional()
    .meta({ description: 'Takes back what was changed of it, and nothing else. Default: all of it.' }),
  allowed: allowedParam,
});

/** A text file on a Windows host that was kept before its first change is as it was, and is kept no longer. */
export const windowsFileBack = defineModule({
  name: 'windowsFileBack',
  summary: 'A text file on a Windows host is as it was before its first change.',
  params,
  desired: (given) => given,
  inspect: ({ host, where }) => {
    const asked = (lines: readonly string[]) =>
      query(askCmd(host, [...lines, ...look]), {
        reads: [placeOf(where)],
        parse: ({ stdout }) => windowsFileOf(stdout, host),
      });
    return all<BackState & Record<string, unknown>>({
      now: asked(where),
      before: asked([...where, `set "F=%F%${kept.copy}"`]),
    });
  },
  plan: (current, { revert, allowed }): readonly BackChange[] => {
    const { now, before } = current;
    if (!now.isKept) return [];
    refuseNeeded(now.path, allowed);
    const old = before.is === 'file' ? before.lines : [];
    const lines = now.is === 'file' && revert !== undefined ? revert(now.lines, old) : old;
    if (before.is !== 'file')
      return lines.every((line) => line.trim() === '') ? [{ is: 'remove' }] : [{ is: 'write', lines }];
    return lines.join('\n') === old.join('\n') ? [{ is: 'copy' }] : [{ is: 'write', lines }];
  },
  describe: ({ is }, _, { now: { path } }) => ({ summary: `${path} ${words[is]}` }),
  apply: (change, { host, where }, { now: { path } }) => {
    const script = linesFor(change, path);
    return toCmd(host, where, [...script, ...forgetting(path), 'exit 0']);
  },
});

const words = {
  copy: 'as it was before',
  write: ': what was changed for TLS taken back, all else kept',
  remove: 'removed: it was not there before',
} as const;

function linesFor(change: BackChange, path: string): readonly string[] {
  switch (change.is) {
    case 'remove':
      return [...removing(path), `if exist ${inQuotes(path)} exit 5`];
    case 'write':
      return writing(path, change.lines);
    case 'copy': {
      const copy = inQuotes(`${path}${kept.copy}`);
      return [`copy /y ${copy} ${inQuotes(path)} >nul`, 'if errorlevel 1 exit 5'];
    }
  }
}
