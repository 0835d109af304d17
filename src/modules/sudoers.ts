import { commandOf } from '../core/command.ts';
import { RefusedError } from '../core/errors.ts';
import { defineModule } from '../core/module.ts';
import { all, known } from '../core/query.ts';
import { sh } from '../core/sh.ts';
import { contentOfText } from './shared/file-content.ts';
import { type DesiredFile, type FileChange, fileSteps, type WrittenFile } from './shared/file-steps.ts';
import { keepFile, putBack } from './shared/keep-file.ts';
import { sudoersParams } from './sudoers/params.ts';
import { ruleText } from './sudoers/rule-text.ts';
import { type SyntaxState, syntaxState } from './sudoers/syntax-state.ts';

interface SudoersState {
  readonly written: WrittenFile;
  readonly syntax: SyntaxState;
}

type SudoersChange = FileChange | { readonly is: 'remove' };

interface DesiredSudoers {
  readonly state: 'present' | 'absent';
  readonly text: string;
  readonly file: DesiredFile;
}

/**
 * A file of `/etc/sudoers.d` has a rule, or is not there. It is put in its place only when visudo finds it right, and a
 * check asks visudo too. It belongs to root and can be read by root alone.
 */
export const sudoers = defineModule({
  name: 'sudoers',
  summary: 'Somebody may run commands by sudo, or a file of rules is not there.',
  example:
    "sudoers('The deployer restarts the app', { name: 'deploy', user: 'deploy', commands: ['/usr/bin/systemctl restart app'] })",
  params: sudoersParams,
  desired: (given): DesiredSudoers => {
    const text = given.state === 'present' ? ruleText(given) : '';
    const file = {
      path: `${given.directory}/${given.name}`,
      content: contentOfText(text),
      permissions: { mode: '0440', owner: 'root' },
      validate: (path: Parameters<NonNullable<DesiredFile['validate']>>[0]) =>
        sh`PATH=$PATH:/usr/sbin:/sbin; visudo -cf ${path}`,
    };
    return { state: given.state, text, file };
  },
  inspect: ({ state, text, file }) =>
    all<{ written: WrittenFile; syntax: SyntaxState }>({
      written: fileSteps.inspect(file),
      syntax: state === 'present' ? syntaxState(text) : known<SyntaxState>({ is: 'right' }),
    }),
  plan: ({ written, syntax }: SudoersState, { state, file }): readonly SudoersChange[] => {
    if (state === 'absent') return written.file.is === 'absent' ? [] : [{ is: 'remove' }];
    const changes = fileSteps.plan(written, file);
    if (changes.some(({ is }) => is === 'write')) refuse(syntax, file.path);
    return changes;
  },
  describe: (change, { file }, { written }) =>
    change.is === 'remove' ? { summary: `${file.path} removed` } : fileSteps.describe(change, file, written),
  apply: (change, { file }, { written }) =>
    change.is === 'remove'
      ? commandOf(sh`${keepFile(file.path)} && rm -f -- ${file.path}`, { touches: [`file:${file.path}`] })
      : fileSteps.apply(change, file, written),
  undo: (change, { file }, { written }) =>
    change.is === 'remove'
      ? commandOf(putBack(file.path), { touches: [`file:${file.path}`] })
      : fileSteps.undo(change, file, written),
});

function refuse(syntax: SyntaxState, path: string): void {
  if (syntax.is === 'right') return;
  if (syntax.is === 'wrong') {
    throw new RefusedError(`visudo finds ${path} wrong: ${syntax.problem}`, {
      hint: 'sudoers(5) says how a rule is written; commands are full paths.',
    });
  }
  throw new RefusedError('There is no visudo on the host, so no rule can be checked', {
    hint: 'Install the package sudo by a task before.',
  });
}
