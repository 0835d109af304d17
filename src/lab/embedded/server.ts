import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serve } from './serve.ts';

const [, , directory = '.'] = process.argv;
const hostKey = join(directory, 'host_key');
const options = {
  home: join(directory, 'home'),
  hostKey,
  allowedKey: join(directory, 'id_ed25519.pub'),
  port: 0,
};
const { port } = await serve(options);
const [type = '', key = ''] = (await readFile(`${hostKey}.pub`, 'utf8')).split(' ');
const state = join(directory, 'server.json');
await writeFile(`${state}.new`, JSON.stringify({ pid: process.pid, port, hostKey: `${type} ${key}` }));
await rename(`${state}.new`, state);
process.on('SIGTERM', () => process.exit(0));
