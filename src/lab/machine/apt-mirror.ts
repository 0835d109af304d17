import { runProgram } from './run-program.ts';

const format = '$(REPO_URI) $(CODENAME) $(COMPONENT) $(ORIGIN)';

/** The Debian archive that this machine's own apt uses; `undefined` where it uses none, and debootstrap has to choose. */
export async function aptMirror(release: string, signal?: AbortSignal): Promise<string | undefined> {
  const args = ['indextargets', '--format', format, 'Created-By: Packages'];
  return mirrorFrom(await runProgram('apt-get', args, { signal }).catch(() => ''), release);
}

/** Reads the archive out of apt's list of index files: that of the release, or else of another release of Debian. */
export function mirrorFrom(targets: string, release: string): string | undefined {
  const archives = targets.split('\n').flatMap((line) => {
    const [address, codename, component, origin] = line.split(' ');
    const isArchive = origin === 'Debian' && component === 'main' && !codename?.includes('-');
    return isArchive && address !== undefined ? [{ address, codename }] : [];
  });
  const best = archives.find(({ codename }) => codename === release) ?? archives[0];
  return best?.address;
}
