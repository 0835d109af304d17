import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { freePort } from './free-port.ts';

const files = new URL('../../playbooks/practice/files/', import.meta.url).pathname;

/** The stand-in for an instance on this machine: commands, session and SuperServer, without a web server. */
export interface PracticeInstance {
  readonly directory: string;
  readonly port: number;
  /** What its security settings hold. */
  readonly settings: () => string;
  /** CSP.ini; `tend` begins to look after it as a gateway does, every second. */
  readonly cspIni: string;
  readonly tend: () => { readonly stop: () => void };
  readonly shell: (script: string) => string;
  readonly remove: () => void;
}

/** Compiles it, gives it a certificate for loopback, and starts it. */
export async function practiceInstance(
  family: 'cache' | 'iris',
  options: readonly string[] = [],
): Promise<PracticeInstance> {
  const directory = mkdtempSync(`${tmpdir()}/instance-`);
  const port = await freePort();
  for (const name of ['bin', 'mgr', 'csp/bin']) mkdirSync(`${directory}/${name}`, { recursive: true });
  const shell = (script: string) =>
    execFileSync('sh', ['-ec', script], { cwd: directory, encoding: 'utf8', stdio: 'pipe' });
  compile(directory);
  const commands = family === 'cache' ? ['ccontrol', 'csession'] : ['iris'];
  for (const name of commands) {
    copyFileSync(`${files}control`, `${directory}/bin/${name}`);
    chmodSync(`${directory}/bin/${name}`, 0o755);
  }
  const user = userInfo().username;
  writeFileSync(`${directory}/bin/instances`, `PRACTICE^${directory}\n`);
  writeFileSync(
    `${directory}/${family}.cpf`,
    `Version=2017.2.2\nDefaultPort=${port}\nDefaultPortBindAddress=127.0.0.1\nWebServer=0\n`,
  );
  writeFileSync(
    `${directory}/parameters.isc`,
    ['manager_user', `${family}_user`, `${family}_group`]
      .map((key) => `security_settings.${key}: ${user}\n`)
      .join(''),
  );
  writeFileSync(`${directory}/mgr/practice.conf`, options.map((line) => `${line}\n`).join(''));
  writeFileSync(`${directory}/csp/bin/practice.conf`, 'CaretakerSeconds=1\n');
  shell(`cd mgr && openssl req -x509 -newkey rsa:2048 -nodes -keyout own.key -out own.pem -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1 -days 2 2>/dev/null
bin=$PWD/../bin; "$bin/${commands[0]}" start PRACTICE quietly`);
  const cspIni = `${directory}/csp/bin/CSP.ini`;
  return {
    directory,
    port,
    cspIni,
    shell,
    settings: () => readFileSync(`${directory}/mgr/practice-security.ini`, 'utf8'),
    tend: () => {
      const child = spawn(`${directory}/caretaker`, [cspIni], { stdio: 'ignore' });
      return { stop: () => child.kill() };
    },
    remove: () => {
      shell(`bin/${commands[0]} stop PRACTICE quietly`);
      rmSync(directory, { recursive: true });
    },
  };
}

function compile(directory: string): void {
  const main = `${directory}/main.c`;
  writeFileSync(
    main,
    '#include <unistd.h>\n#include "csp_caretaker.h"\nint main(int count, char **words) { (void)count; csp_caretaker(words[1]); pause(); return 0; }\n',
  );
  const script = `cc -D_GNU_SOURCE -I superserver session/*.c superserver/security_store.c -lm -o ${directory}/bin/session
cc -D_GNU_SOURCE -pthread superserver/*.c -lssl -lcrypto -o ${directory}/bin/superserver
cc -D_GNU_SOURCE -pthread -I gateway ${main} gateway/csp_caretaker.c -lcrypto -o ${directory}/caretaker`;
  execFileSync('sh', ['-ec', script], { cwd: files, stdio: 'pipe' });
}
