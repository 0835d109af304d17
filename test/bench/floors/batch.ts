import { framedShell } from './framed-shell.ts';
import { onEveryHost } from './on-every-host.ts';
import { files, isThere, put } from './templates.ts';

/** The floor *batch*: one request for everything that is asked, and one for everything that is done. */
await onEveryHost(async (client, target, { work }) => {
  const shell = await framedShell(client);
  if (work.is === 'commands') {
    await shell.ask(Array.from({ length: work.count }, () => '/bin/true || exit').join('\n'));
  }
  if (work.is === 'templates') {
    const wanted = files(target, work.count);
    const paths = wanted.map(({ path }) => path).join(' ');
    const said = await shell.ask(`sha256sum ${paths} || :`);
    const seen = new Map(said.split('\n').map((line) => [line.split(/\s+/)[1] ?? '', line]));
    const missing = wanted.filter((file) => !isThere(file, seen.get(file.path) ?? ''));
    const scripts = missing.map((file) => `printf %s '${file.text}' | { ${put(file)}; } || exit`);
    if (scripts.length > 0) await shell.ask(scripts.join('\n'));
  }
  shell.end();
});
