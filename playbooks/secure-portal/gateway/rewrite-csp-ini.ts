import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { type Conversation, query, RefusedError, type Resources, Secret, sh } from 'drover';

/** How CSP.ini is edited while its gateway may be writing it too. */
export interface Rewriting {
  readonly path: string;
  /** Makes the text that there should be from the one that is there at that moment. */
  readonly edit: (text: string) => string;
  /** How long the gateway may take to do what RELOAD=1 asks for. */
  readonly reloadWithinMs: number;
  /** Where it is kept as it was before the first change. */
  readonly keep?: string | undefined;
}

/** Asks for the text of a file; empty where there is none. */
function fileText(path: string) {
  return query(sh`[ ! -e ${path} ] || cat -- ${path}`, {
    reads: [`file:${path}`],
    parse: ({ stdout }) => stdout,
  });
}

/**
 * Edits CSP.ini: waits until a new gateway has written its own stamps, since it would write over an edit; replaces the file
 * only while it is as it was read; and waits until the gateway has read it again. What a run that was killed has left of its
 * own is removed.
 */
export async function rewriteCspIni(host: Conversation, options: Rewriting): Promise<void> {
  const { path, edit, reloadWithinMs, keep } = options;
  const touches: Resources = [`file:${path}`];
  const timeoutMs = reloadWithinMs + 60_000;
  await host.run({ is: 'command', script: awaitStamps(path, reloadWithinMs), touches, timeoutMs });
  for (let tries = 0; ; tries += 1) {
    const before = await host.ask(fileText(path));
    if (before.includes('\uFFFD')) {
      throw new RefusedError(`${path} is not UTF-8`, { hint: 'Convert it by hand, and run again.' });
    }
    const after = edit(before);
    if (after === before) break;
    const { stdout } = await host.run({
      is: 'command',
      script: replaceIfSame(path, { before, after, keep }),
      // It holds passwords. The session ends a secret with one newline, which is cut off again there.
      stdin: new Secret(after),
      touches,
    });
    if (!stdout.includes('drover-meanwhile')) break;
    if (tries === 5) {
      throw new RefusedError(`${path} is being changed by something else all the time`, {
        hint: 'Close the management pages of the gateway, and run again.',
      });
    }
  }
  await host.run({ is: 'command', script: awaitReload(path, reloadWithinMs), touches, timeoutMs });
}

/** With READONLY=1 a gateway keeps its stamps in another file. */
function awaitStamps(path: string, withinMs: number) {
  return sh`p=${path}; runtime=${`${posix.dirname(path)}/CSPRT.ini`}; left=${Math.ceil(withinMs / 1000)}
stamped() { grep -q '^Configuration_Initialized=' "$p" || { grep -q '^READONLY=1' "$p" && grep -q '^Configuration_Initialized=' "$runtime" 2>/dev/null; }; }
until stamped; do
  left=$((left - 1))
  [ "$left" -gt 0 ] || { echo "the gateway has not written Configuration_Initialized into $p: is its web server running? It would write over an edit" >&2; exit 1; }
  sleep 1
done`;
}

function awaitReload(path: string, withinMs: number) {
  return sh`p=${path}; left=${Math.ceil(withinMs / 1000)}
while grep -q '^RELOAD=1' "$p"; do
  left=$((left - 1))
  [ "$left" -gt 0 ] || { echo "the gateway has not done what RELOAD=1 in $p asks for: is its web server running, and may its user write the file?" >&2; exit 1; }
  sleep 1
done`;
}

interface Replacing {
  readonly before: string;
  readonly after: string;
  readonly keep: string | undefined;
}

function replaceIfSame(path: string, { before, after, keep }: Replacing) {
  const bytes = Buffer.byteLength(after);
  const seen = createHash('sha256').update(before).digest('hex');
  return sh`p=${path}; umask 077
rm -f -- "$p".drover.????????
new=$(mktemp "$p.drover.XXXXXXXX") || exit
trap 'rm -f -- "$new"' EXIT; trap 'exit 143' HUP INT TERM
head -c ${bytes} >"$new" && [ "$(wc -c <"$new")" -eq ${bytes} ] || { echo "the new $p did not arrive whole" >&2; exit 1; }
chown -- "$(stat -c %u:%g -- "$p")" "$new" && chmod -- "$(stat -c %a -- "$p")" "$new" || exit
chcon --reference="$p" -- "$new" 2>/dev/null || :
[ "$(sha256sum <"$p" | cut -d ' ' -f 1)" = ${seen} ] || { echo drover-meanwhile; exit 0; }
${keep === undefined ? sh`:` : keeping(keep)} || exit
mv -f -- "$new" "$p" && trap - EXIT`;
}

/** `$p` as it is, unless it was kept before. */
function keeping(keep: string) {
  const fresh = `${keep}.new`;
  return sh`{ [ -e ${keep} ] || { mkdir -p -m 0700 -- ${posix.dirname(keep)} && cat -- "$p" >${fresh} && mv -f -- ${fresh} ${keep}; }; }`;
}
