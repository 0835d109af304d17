import { createReadStream } from 'node:fs';
import { factsScript } from '../facts-script.ts';
import { execute } from './execute.ts';
import { onEveryHost } from './on-every-host.ts';
import { files, isThere, put } from './templates.ts';

/** The floor *exec*: one channel for each thing that is asked or done, one after the other. */
await onEveryHost(async (client, target, { work, source }) => {
  switch (work.is) {
    case 'commands':
      for (let index = 0; index < work.count; index += 1) await execute(client, '/bin/true');
      return;
    case 'templates':
      for (const file of files(target, work.count)) {
        const digest = await execute(client, `sha256sum <${file.path}`, { mayFail: true });
        if (!isThere(file, digest)) await execute(client, put(file), { stdin: file.text });
      }
      return;
    case 'upload':
      await execute(client, `cat >${target.directory}/upload`, { stdin: createReadStream(source) });
      return;
    case 'facts':
      await execute(client, factsScript);
  }
});
