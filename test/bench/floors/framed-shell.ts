import type { Client } from 'ssh2';
import { open } from './execute.ts';

/** A shell that stays: each script is answered by what it prints. */
export interface FramedShell {
  readonly ask: (script: string) => Promise<string>;
  readonly end: () => void;
}

const marker = 'frame-ended-3f9c';

/** Opens `sh` on a channel. Scripts that are written ahead are answered in order; one that fails rejects. */
export async function framedShell(client: Client): Promise<FramedShell> {
  const channel = await open(client, 'exec sh');
  const waiting: PromiseWithResolvers<string>[] = [];
  let pending = '';
  channel.stderr.resume();
  channel.on('data', (chunk: Buffer) => {
    pending += chunk.toString();
    for (;;) {
      const [whole, said = '', code] = pending.match(new RegExp(`^([^]*?)${marker} (\\d+)\\n`)) ?? [];
      if (whole === undefined) return;
      pending = pending.slice(whole.length);
      const frame = waiting.shift();
      if (code === '0') frame?.resolve(said);
      else frame?.reject(new Error(`a script ended with ${code}`));
    }
  });
  return {
    ask: (script) => {
      const frame = Promise.withResolvers<string>();
      waiting.push(frame);
      channel.write(`( ${script}\n) </dev/null; echo "${marker} $?"\n`);
      return frame.promise;
    },
    end: () => channel.end(),
  };
}
