import { factsScript } from '../facts-script.ts';
import { framedShell } from './framed-shell.ts';
import { onEveryHost } from './on-every-host.ts';
import { files, isThere, put } from './templates.ts';

/** The floor *shell*: one shell that stays, and one request for each thing, one after the other. */
await onEveryHost(async (client, target, { work }) => {
  const shell = await framedShell(client);
  if (work.is === 'commands') {
    for (let index = 0; index < work.count; index += 1) await shell.ask('/bin/true');
  }
  if (work.is === 'templates') {
    for (const file of files(target, work.count)) {
      const digest = await shell.ask(`sha256sum <${file.path} || :`);
      if (!isThere(file, digest)) await shell.ask(`printf %s '${file.text}' | { ${put(file)}; }`);
    }
  }
  if (work.is === 'facts') await shell.ask(factsScript);
  shell.end();
});
