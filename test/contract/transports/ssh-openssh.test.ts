import { sshTransport } from '../../../src/transports/index.ts';
import { noSshd, startSshd } from '../../support/sshd.ts';
import { transportContract } from './transport-contract.ts';

transportContract(
  'ssh to OpenSSH',
  async () => {
    const sshd = await startSshd();
    return {
      transport: sshTransport({ agentSocket: '', graceMs: 100 }),
      host: { name: 'practice', groups: [], vars: sshd.vars },
      [Symbol.asyncDispose]: () => sshd[Symbol.asyncDispose](),
    };
  },
  { skip: noSshd() },
);
