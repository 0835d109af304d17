import type { ChangeView } from '../core/change-view.ts';
import { type Command, commandOf, type Step } from '../core/command.ts';
import { defineModule } from '../core/module.ts';
import { type Shell, sh } from '../core/sh.ts';
import { type DesiredRepository, desiredRepository } from './repository/desired-repository.ts';
import { forgetLists, getLists } from './repository/lists-script.ts';
import { repositoryParams } from './repository/params.ts';
import { type RepositoryChange, repositoryChanges } from './repository/repository-changes.ts';
import { type RepositoryState, repositoryState } from './repository/repository-state.ts';
import { fileSteps } from './shared/file-steps.ts';
import { keepFile, putBack } from './shared/keep-file.ts';
import { makeDirectory, unmakeParents } from './shared/make-directory.ts';

/**
 * The host takes packages from a repository, or does not: a `.sources` file of apt (deb822), or a `.repo` file of dnf
 * and zypper, with the key that signs it in a file of its own, which counts for this repository only. Other files that
 * name the same repository stay. When it is taken back, the lists that it had before are got once more.
 */
export const repository = defineModule({
  name: 'repository',
  summary: 'The host takes packages from a repository, signed by a key of its own, or does not.',
  example: `repository('Our packages are offered', {
  name: 'ours',
  source: { is: 'apt', uris: ['https://packages.example.org/debian'], suites: ['stable'], components: ['main'] },
  key: { src: 'files/ours.asc' },
})`,
  params: repositoryParams,
  desired: (params, { directory }) => desiredRepository(params, directory),
  inspect: repositoryState,
  plan: (current: RepositoryState, desired): readonly RepositoryChange[] =>
    repositoryChanges(current, desired),
  describe: (change, { params: { name } }): ChangeView => {
    switch (change.is) {
      case 'file': {
        const { summary, ...more } = fileSteps.describe(change.change, change.file, change.seen);
        return { summary: `${change.file.path} ${summary}`, ...more };
      }
      case 'directory':
        return { summary: `directory ${change.path} created` };
      case 'remove':
        return { summary: `${change.path} removed` };
      case 'refresh':
        return { summary: `lists of ${name} refreshed` };
      case 'forget':
        return { summary: `lists of ${name} removed` };
    }
  },
  apply: (change, desired): Step => {
    switch (change.is) {
      case 'file':
        return fileSteps.apply(change.change, change.file, change.seen);
      case 'directory':
        return at(
          change.path,
          sh`{ ${keepFile(change.path)}
} && ${makeDirectory(change.path)}`,
        );
      case 'remove':
        return at(change.path, sh`${keepFile(change.path)} && rm -f -- ${change.path}`);
      case 'refresh':
        return refreshing(getLists(desired), desired);
      case 'forget':
        return refreshing(forgetLists(desired), desired);
    }
  },
  undo: (change, desired): Step | undefined => {
    switch (change.is) {
      case 'file':
        return fileSteps.undo(change.change, change.file, change.seen);
      case 'directory':
        return at(
          change.path,
          sh`rmdir -- ${change.path} 2>/dev/null || :
${unmakeParents(change.path)}`,
        );
      case 'remove':
        return at(change.path, putBack(change.path));
      case 'refresh':
        return refreshing(forgetLists(desired), desired);
      case 'forget':
        return commandOf(sh`:`, { touches: [] });
    }
  },
  afterUndo: (change, desired): Step | undefined =>
    change.is === 'refresh' || change.is === 'forget' ? refreshing(getLists(desired), desired) : undefined,
});

function at(path: string, script: Shell): Command {
  return commandOf(script, { touches: [`file:${path}`] });
}

/** What packages can be had is another matter now. */
function refreshing(script: Shell, { params: { lockTimeoutMs } }: DesiredRepository): Command {
  return commandOf(script, { touches: 'everything', timeoutMs: lockTimeoutMs + 10 * 60_000 });
}
