import { opensshTransport } from '../../../src/transports/index.ts';
import { noDropbear, startDropbear } from '../../support/dropbear.ts';
import { transportContract } from './transport-contract.ts';

transportContract(
  'openssh to Dropbear',
  async () => {
    const dropbear = await startDropbear();
    return {
      transport: opensshTransport({ graceMs: 100 }),
      host: { name: 'practice', groups: [], vars: { ...dropbear.vars, drover_ssh_config_file: 'none' } },
      [Symbol.asyncDispose]: () => dropbear[Symbol.asyncDispose](),
    };
  },
  { skip: noDropbear() },
);
