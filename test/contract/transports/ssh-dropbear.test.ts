import { sshTransport } from '../../../src/transports/index.ts';
import { noDropbear, startDropbear } from '../../support/dropbear.ts';
import { transportContract } from './transport-contract.ts';

transportContract(
  'ssh to Dropbear',
  async () => {
    const dropbear = await startDropbear();
    return {
      transport: sshTransport({ agentSocket: '', graceMs: 100 }),
      host: { name: 'practice', groups: [], vars: dropbear.vars },
      [Symbol.asyncDispose]: () => dropbear[Symbol.asyncDispose](),
    };
  },
  { skip: noDropbear() },
);
