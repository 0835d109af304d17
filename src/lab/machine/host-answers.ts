import { once } from 'node:events';
import { connect } from 'node:net';
import { pathExists } from './path-exists.ts';

interface Host {
  readonly address: string;
  /** The number, on this machine, of the host's process 1. */
  readonly leader: () => Promise<number | undefined>;
}

const bannerMs = 500;

/** Whether users can log in by ssh: the server greets, and the host has ended the part of its boot that keeps them out. */
export async function hostAnswers({ address, leader }: Host): Promise<boolean> {
  const first = await leader();
  if (first === undefined || !(await greets(address))) return false;
  return !(await pathExists(`/proc/${first}/root/run/nologin`));
}

async function greets(address: string): Promise<boolean> {
  const socket = connect({ host: address, port: 22, timeout: bannerMs });
  socket.once('timeout', () => socket.destroy(new Error('No greeting')));
  try {
    const [greeting]: readonly unknown[] = await once(socket, 'data');
    return String(greeting).startsWith('SSH-2.0-');
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
