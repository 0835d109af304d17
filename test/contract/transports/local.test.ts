import { localTransport } from '../../../src/transports/index.ts';
import { transportContract } from './transport-contract.ts';

transportContract('local', async () => ({
  transport: localTransport({ graceMs: 100 }),
  host: { name: 'here', groups: [], vars: { ansible_connection: 'local' } },
  [Symbol.asyncDispose]: async () => {},
}));
