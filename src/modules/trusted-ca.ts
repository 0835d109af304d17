import { commandOf, type Step } from '../core/command.ts';
import { RefusedError } from '../core/errors.ts';
import { defineModule } from '../core/module.ts';
import { type Shell, sh } from '../core/sh.ts';
import { keepFile, putBack } from './shared/keep-file.ts';
import { replaceFile } from './shared/replace-file.ts';
import { caPem } from './trusted-ca/ca-pem.ts';
import { trustedCaParams } from './trusted-ca/params.ts';
import { type TrustState, trustState } from './trusted-ca/trust-state.ts';
import type { TrustStore } from './trusted-ca/trust-stores.ts';

/** `read`: the file is right, and what programs read was not made from it yet. */
type TrustChange = { readonly is: 'add' | 'replace' | 'read' | 'remove'; readonly store: TrustStore };

interface DesiredCa {
  readonly name: string;
  /** Undefined: it is not to be trusted. */
  readonly pem: string | undefined;
}

/** A CA is trusted by the programs of a host that ask its system: in the store of Debian, Red Hat, SUSE, Arch or Alpine. */
export const trustedCa = defineModule({
  name: 'trustedCa',
  summary: 'The programs of a host trust a CA, or trust it no more.',
  example: "trustedCa('The portal is trusted', { name: 'portal', certificate: '.drover/ca/ca.pem' })",
  params: trustedCaParams,
  desired: async ({ name, certificate, state }, { directory }): Promise<DesiredCa> => ({
    name,
    pem: state === 'absent' || certificate === undefined ? undefined : await caPem(certificate, directory),
  }),
  inspect: ({ name, pem }) => trustState(name, pem),
  plan: ({ store, file, isTrusted }: TrustState, { pem }): readonly TrustChange[] => {
    if (store === undefined) {
      if (pem === undefined) return [];
      throw new RefusedError('The host has no store of trusted CAs', {
        hint: 'Install the package ca-certificates in a task before this one.',
      });
    }
    if (pem === undefined) return file === 'absent' ? [] : [{ is: 'remove', store }];
    if (file !== 'same') return [{ is: file === 'absent' ? 'add' : 'replace', store }];
    return isTrusted ? [] : [{ is: 'read', store }];
  },
  describe: ({ is, store }, desired) => ({ summary: `${words[is]}: ${pathOf(store, desired)}` }),
  apply: ({ is, store }, desired): Step => {
    const path = pathOf(store, desired);
    return on(
      store,
      path,
      sh`{ ${keepFile(path)}
} || exit
${is === 'read' ? sh`:` : written(path, desired)}`,
    );
  },
  undo: ({ store }, desired): Step => {
    const path = pathOf(store, desired);
    return on(store, path, putBack(path));
  },
});

const words = {
  add: 'trusted',
  replace: 'replaced by the one that is trusted now',
  read: 'read into the store',
  remove: 'trusted no more',
} as const;

function pathOf({ anchors, suffix }: TrustStore, { name }: DesiredCa): string {
  return `${anchors}/${name}${suffix}`;
}

function written(path: string, { pem }: DesiredCa): Shell {
  if (pem === undefined) return sh`rm -f -- ${path} || exit`;
  const options = { permissions: { mode: '0644' }, was: undefined, text: pem, bytes: pem.length };
  return sh`( ${replaceFile(path, options)}
) || exit`;
}

/** Makes the bundle anew after the work; where it cannot be made, the step fails with what its program said. */
function on({ program, bundle, anchors }: TrustStore, path: string, work: Shell): Step {
  return commandOf(
    sh`PATH=$PATH:/usr/sbin:/sbin
${work}
${program} >&2`,
    { touches: [`file:${path}`, `file:${anchors}`, `file:${bundle}`] },
  );
}
