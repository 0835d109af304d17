import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { eventually } from '../support/eventually.ts';

const files = new URL('../../playbooks/practice/files/', import.meta.url).pathname;

/** The part of the gateway stand-in that needs no httpd: what it does to its own file. */
describe("the gateway stand-in's caretaker of CSP.ini", () => {
  let directory = '';

  beforeAll(() => {
    directory = mkdtempSync(`${tmpdir()}/gateway-`);
    writeFileSync(
      `${directory}/main.c`,
      '#include <unistd.h>\n#include "csp_caretaker.h"\nint main(int count, char **words) { (void)count; csp_caretaker(words[1]); pause(); return 0; }\n',
    );
    const compiler = `cc -O1 -Wall -Wextra -Werror -D_GNU_SOURCE -pthread -I gateway ${directory}/main.c gateway/csp_caretaker.c`;
    execFileSync('sh', ['-c', `${compiler} -lcrypto -o ${directory}/caretaker`], {
      cwd: files,
      stdio: 'pipe',
    });
    writeFileSync(`${directory}/practice.conf`, 'CaretakerSeconds=1\n');
  }, 60_000);
  afterAll(() => rmSync(directory, { recursive: true }));

  const ini = () => readFileSync(`${directory}/CSP.ini`, 'utf8');
  /** Its thread has read the file, and waits for its next look. */
  const isWaiting = (pid: number) => {
    const threads = readdirSync(`/proc/${pid}/task`);
    return (
      threads.length === 2 &&
      threads.every((one) => readFileSync(`/proc/${pid}/task/${one}/stat`, 'utf8').includes(') S '))
    );
  };
  const tend = async (text: string) => {
    writeFileSync(`${directory}/CSP.ini`, text);
    const child = spawn(`${directory}/caretaker`, [`${directory}/CSP.ini`], { stdio: 'ignore' });
    onTestFinished(async () => {
      child.kill();
      await once(child, 'exit');
    });
    await eventually(() => expect(isWaiting(child.pid ?? 0)).toBe(true));
  };
  const settled = '; mine\n[SYSTEM]\nConfiguration_Initialized=once\nUnknown=kept\n[LOCAL]\nTCP_Port=1972\n';

  it('does what RELOAD=1 asks for, takes it away and says so in CSP.log', async () => {
    await tend(settled);
    writeFileSync(`${directory}/CSP.ini`, settled.replace('[LOCAL]', 'RELOAD=1\n[LOCAL]'));
    await eventually(() => expect(ini().replace(/Configuration_Modified=.*\n/, '')).toBe(settled));
    await eventually(() =>
      expect(readFileSync(`${directory}/CSP.log`, 'utf8')).toContain(
        'Gateway Configuration Reloaded and Reactivated',
      ),
    );
  });

  it('encodes passwords that stand in plain text when it starts', async () => {
    await tend(`${settled}Password=SYS\n[OTHER]\nPassword={cat secret}\n[THIRD]\nPassword=]]]U1lT\n`);
    await eventually(() =>
      expect(ini().match(/^Password=.*$/gm)).toEqual([
        'Password=]]]U1lT',
        'Password={cat secret}',
        'Password=]]]U1lT',
      ]),
    );
  });

  it('writes its stamps into a new file, and what was edited meanwhile is lost', async () => {
    await tend('[SYSTEM]\n[LOCAL]\n');
    writeFileSync(`${directory}/CSP.ini`, '[SYSTEM]\nSM_Forms=Disabled\n[LOCAL]\n');
    await eventually(() => expect(ini()).toMatch(/^Configuration_Initialized=/m));
    expect(ini()).not.toContain('SM_Forms');
  });
});
