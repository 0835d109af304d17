import { type Connection, type Transport } from '../../src/core/connection.ts';
import { ConnectionError, LostError } from '../../src/core/errors.ts';
import { localTransport } from '../../src/transports/local.ts';

/** The local transport, whose link can be cut. */
export interface Cuttable {
  readonly transport: Transport;
  /** Loses the present connection, as a broken cable would; `forGood`: no other can be made. */
  readonly cut: (forGood?: boolean) => Promise<void>;
  /** How often it was connected. */
  readonly connections: () => number;
}

export function cuttable(): Cuttable {
  const local = localTransport();
  let present: { readonly connection: Connection; readonly lose: (reason: Error) => void } | undefined;
  let count = 0;
  let isDead = false;
  return {
    transport: {
      name: 'cuttable',
      connect: async (host, signal) => {
        if (isDead) throw new ConnectionError('nobody is there');
        const connection = await local.connect(host, signal);
        const { promise: lost, resolve: lose } = Promise.withResolvers<Error | undefined>();
        void connection.lost.then(lose);
        present = { connection, lose };
        count += 1;
        return {
          ...connection,
          open: connection.open,
          lost,
          [Symbol.asyncDispose]: () => connection[Symbol.asyncDispose](),
        };
      },
    },
    cut: async (forGood = false) => {
      isDead = forGood;
      present?.lose(new LostError('the cable is out'));
      await present?.connection[Symbol.asyncDispose]();
    },
    connections: () => count,
  };
}
