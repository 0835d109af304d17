import { known, type Query, query } from '../../core/query.ts';
import { sh } from '../../core/sh.ts';
import type { GitParams } from './params.ts';
import { quietGit } from './quiet-git.ts';

/** The commit that a version stands for in a repository. `coming`: in check mode, something before would change it. */
export type RemoteCommit =
  | { readonly is: 'commit'; readonly commit: string; readonly ref: string | undefined }
  | { readonly is: 'unknown' }
  | { readonly is: 'coming' }
  | { readonly is: 'unreachable'; readonly why: string };

/** Asks the repository itself, from the host, which commit a version is. A commit's full name needs no asking. */
export function remoteCommit(given: GitParams): Query<RemoteCommit> {
  const { repo, version, keyFile } = given;
  if (/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(version)) {
    return known({ is: 'commit', commit: version, ref: undefined });
  }
  const refs = refsOf(version);
  const files = [...(repo.startsWith('/') ? [repo] : []), ...(keyFile === undefined ? [] : [keyFile])];
  const script = sh`command -v git >/dev/null 2>&1 || exit 0
${quietGit(given, { newKeys: 'not kept' })}
if out=$(git ls-remote --symref -- ${repo} ${refs} ${refs.map((ref) => `${ref}^{}`)} 2>&1); then echo found; else echo unreachable; fi
printf '%s\n' "$out"`;
  return query<RemoteCommit>(script, {
    reads: ['package:git', ...files.map((path) => `file:${path}` as const)],
    parse: ({ stdout }) => parse(stdout, refs),
    afterTouch: () => ({ is: 'coming' }),
  });
}

/** A branch comes before a tag of the same name, as in Ansible. */
function refsOf(version: string): readonly string[] {
  if (version === 'HEAD' || version.startsWith('refs/')) return [version];
  return [`refs/heads/${version}`, `refs/tags/${version}`];
}

function parse(stdout: string, refs: readonly string[]): RemoteCommit {
  const [is, ...lines] = stdout.trimEnd().split('\n');
  if (is !== 'found') return { is: 'unreachable', why: lines.join('\n') };
  const head = lines.map((line) => /^ref: (\S+)\tHEAD$/.exec(line)?.[1]).find((ref) => ref !== undefined);
  const named = new Map(
    lines.flatMap((line) => {
      const [, commit, name] = /^([0-9a-f]{40,64})\t(.+)$/.exec(line) ?? [];
      return commit === undefined || name === undefined ? [] : [[name, commit] as const];
    }),
  );
  const ref = refs.find((one) => named.has(one));
  if (ref === undefined) return { is: 'unknown' };
  const commit = named.get(`${ref}^{}`) ?? named.get(ref) ?? '';
  return { is: 'commit', commit, ref: ref === 'HEAD' ? head : ref };
}
