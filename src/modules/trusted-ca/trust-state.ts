import { type Query, query } from '../../core/query.ts';
import { sh } from '../../core/sh.ts';
import { type TrustStore, trustStores } from './trust-stores.ts';

export interface TrustState {
  /** Undefined: the host has none that we know. */
  readonly store: TrustStore | undefined;
  /** What is in the file of this name. */
  readonly file: 'absent' | 'same' | 'other';
  /** Whether it is among those that programs trust. */
  readonly isTrusted: boolean;
}

/** Asks what the host does with a CA; without a PEM, only whether a file of the name is there. */
export function trustState(name: string, pem: string | undefined): Query<TrustState> {
  const places = trustStores.map(({ anchors, program, bundle, suffix }, at) => [
    program,
    anchors,
    `${anchors}/${name}${suffix}`,
    bundle,
    String(at),
  ]);
  const script = sh`PATH=$PATH:/usr/sbin:/sbin; set -- ${places.flat()}
while [ $# -gt 0 ]; do
command -v "$1" >/dev/null 2>&1 && [ -d "$2" ] && break
shift 5; done
[ $# -gt 0 ] || exit 0
echo "$5"
if [ ! -e "$3" ] && [ ! -L "$3" ]; then echo absent; elif printf %s ${pem ?? ''} | cmp -s - "$3"; then echo same; else echo other; fi
if [ -n ${lastLine(pem)} ] && grep -qxF -e ${lastLine(pem)} "$4" 2>/dev/null; then echo trusted; fi`;
  return query(script, {
    reads: [
      ...trustStores.flatMap(({ anchors, bundle, suffix }) => [
        `file:${anchors}/${name}${suffix}` as const,
        `file:${bundle}` as const,
      ]),
      'package:ca-certificates',
    ],
    parse: ({ stdout }) => parse(stdout.trimEnd().split('\n')),
    // A package that a task before installs brings the store along; which one, only the host can say.
    afterTouch: (state) => ({ ...state, store: state.store ?? trustStores.at(-1) }),
  });
}

function parse([at = '', file = '', trusted]: readonly string[]): TrustState {
  return {
    store: at === '' ? undefined : trustStores[Number(at)],
    file: file === 'same' || file === 'other' ? file : 'absent',
    isTrusted: trusted === 'trusted',
  };
}

/** The last whole line of the signature: no two certificates have the same. */
function lastLine(pem = ''): string {
  return pem.trimEnd().split('\n').at(-3) ?? '';
}
