import { commandOf, dialogue, type Step } from '../../core/command.ts';
import type { Resources } from '../../core/resource.ts';
import { lines, type Shell } from '../../core/sh.ts';
import type { FileContent } from './file-content.ts';

interface Sending {
  readonly touches: Resources;
  /** Keeps what is there within a transaction. */
  readonly keep: Shell;
  /** Takes the content on its standard input. */
  readonly script: Shell;
}

const sendTimeoutMs = 60 * 60_000;

/** Keeps what is there, and runs a script with a content on its standard input. */
export function keepAndSend(content: FileContent, { touches, keep, script }: Sending): Step {
  const stdin = content.stdin();
  if (!content.streamed) return { ...commandOf(lines([keep, script]), { touches }), stdin };
  // A stream has a channel of its own, which does not know where a transaction keeps its files.
  return dialogue(touches, async (host) => {
    await host.run(commandOf(keep, { touches }));
    await host.run({ ...commandOf(script, { touches, timeoutMs: sendTimeoutMs }), stdin });
  });
}
