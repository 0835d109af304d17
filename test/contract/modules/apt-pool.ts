import { type MachineCopy, machineCopy } from '../../support/machine-copy.ts';
import { buildPool, indexPool, usePool } from './apt-pool-scripts.ts';

/** A copy of this machine, a Debian, with a small repository of packages in `/pool/repo`. */
export interface AptPool extends MachineCopy {
  /** Puts packages into the repository, of those that were built. */
  readonly offer: (...files: readonly string[]) => Promise<void>;
  /** What dpkg says of a package: its state and version; empty: nothing. */
  readonly status: (name: string) => Promise<string>;
}

export async function aptPool(): Promise<AptPool> {
  const copy = await machineCopy();
  await copy.on(buildPool);
  const offer: AptPool['offer'] = async (...files) => {
    await copy.on(
      `${files.map((file) => `cp /pool/all/${file}.deb /pool/repo/`).join('; ')}; ${indexPool}; rm -rf /var/lib/apt/lists/*`,
    );
  };
  await copy.on(usePool);
  await offer('pool-tool-1.0', 'pool-lib-1.0', 'pool-app-1.0');
  return {
    ...copy,
    offer,
    status: (name) =>
      copy.on(`dpkg-query -W -f '\${db:Status-Abbrev}\${Version}' "$1" 2>/dev/null || :`, name),
  };
}
