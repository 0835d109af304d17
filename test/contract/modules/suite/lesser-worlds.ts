import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { busyboxTools } from '../../../support/busybox-tools.ts';
import { toolsBut } from '../../../support/tools-but.ts';
import { localWorld } from './local-world.ts';
import { brief, type World } from './world.ts';

const missing = ['python3', 'python3.11', 'python3.13', 'perl', 'curl', 'wget', 'gpg', 'gpgv'];

/** This machine as it would be with fewer programs, or in another language; what that takes comes into `directory`. */
export async function lesserWorlds(directory: string): Promise<readonly World[]> {
  await mkdir(join(directory, 'bare'));
  const busybox = await busyboxTools(directory);
  const bare = await toolsBut(join(directory, 'bare'), missing);
  execFileSync('localedef', ['-i', 'de_DE', '-f', 'UTF-8', join(directory, 'de_DE.UTF-8')]);
  const german = `LOCPATH=${directory} LANG=de_DE.UTF-8 LC_ALL=de_DE.UTF-8 LANGUAGE=de`;
  return [
    lesser('the programs of busybox alone', `env PATH=${busybox} ${busybox}/sh`, busybox),
    lesser('no python, perl, curl, wget, gpg', `env PATH=${bare} dash`, bare),
    lesser('dash in German', `env ${german} dash`),
  ];
}

function lesser(name: string, shell: string, tools?: string): World {
  const lacks = (tool: string) => tools !== undefined && !existsSync(join(tools, tool));
  return brief({ ...localWorld(name, shell), lacks });
}
