import { createAgent, type ParsedKey } from 'ssh2';
import { limited } from './limited.ts';

/** The keys that an agent holds, or why it could not be asked. */
export interface AgentKeys {
  readonly keys: readonly ParsedKey[];
  readonly problem?: string;
}

/** An agent that waits for a person to unlock it answers in its own time; a run does not wait for that. */
const timeoutMs = 10_000;

/** Asks an agent which keys it holds. An agent that does not answer holds none. */
export async function agentKeys(socket: string | undefined): Promise<AgentKeys> {
  if (!socket) return { keys: [] };
  const { promise, resolve, reject } = Promise.withResolvers<readonly ParsedKey[]>();
  createAgent(socket).getIdentities((error, keys) => {
    if (error) reject(error);
    // An agent of ssh2's own gives parsed keys, which its types leave open.
    else resolve((keys ?? []) as readonly ParsedKey[]);
  });
  try {
    const tooLong = () => new Error('it does not answer');
    return { keys: await limited(promise, { timeoutMs, tooLong }) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { keys: [], problem: `the agent at ${socket} cannot be asked: ${why}` };
  }
}
