import { opensshTransport } from '../../../src/transports/index.ts';
import { noSshd, startSshd } from '../../support/sshd.ts';
import { transportContract } from './transport-contract.ts';

transportContract(
  'openssh to OpenSSH',
  async () => {
    const sshd = await startSshd();
    return {
      transport: opensshTransport({ graceMs: 100 }),
      host: { name: 'practice', groups: [], vars: { ...sshd.vars, drover_ssh_config_file: 'none' } },
      [Symbol.asyncDispose]: () => sshd[Symbol.asyncDispose](),
    };
  },
  { skip: noSshd() },
);
