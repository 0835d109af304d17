import { open } from './execute.ts';
import { logIn } from './log-in.ts';
import { memoryOfHosts } from './memory-of-hosts.ts';

/** What a host with an open shell takes that ssh2 alone holds. */
await memoryOfHosts(async (target) => {
  const client = await logIn(target);
  const channel = await open(client, 'exec sh');
  channel.resume();
  channel.stderr.resume();
  return async () => {
    channel.end();
    client.end();
  };
});
