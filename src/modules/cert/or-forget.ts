import { type Conversation, commandOf } from '../../core/command.ts';
import { sh } from '../../core/sh.ts';

/** Does something for which a new key was made. When it fails, no key is left behind that is of no use. */
export async function orForget(
  host: Conversation,
  newKey: string | undefined,
  work: () => Promise<unknown>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    const forget = newKey === undefined ? sh`:` : sh`rm -f -- ${newKey}`;
    await host.run(commandOf(forget, { touches: [] })).catch(() => {});
    throw error;
  }
}
