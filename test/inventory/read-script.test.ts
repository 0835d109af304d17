import { existsSync } from 'node:fs';
import { chmod, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Inventory } from '../../src/core/host.ts';
import { loadInventory } from '../../src/inventory/load-inventory.ts';
import type { InventoryOptions } from '../../src/inventory/read-sources.ts';
import { directoryOf } from './directory-of.ts';

async function inventoryOf(script: string, options: Partial<InventoryOptions> = {}): Promise<Inventory> {
  await using directory = await directoryOf({ 'inv.sh': script });
  await chmod(join(directory.path, 'inv.sh'), 0o755);
  return await loadInventory({ sources: ['inv.sh'], directory: directory.path, ...options });
}

const printing = (json: string) => `#!/bin/sh\ncat <<'END'\n${json}\nEND\n`;

async function complaint(script: string, options: Partial<InventoryOptions> = {}): Promise<string> {
  const error: unknown = await inventoryOf(script, options).catch((cause: unknown) => cause);
  return String(error);
}

describe('an executable inventory', () => {
  it('answers with groups, lists of hosts, and the variables of all hosts', async () => {
    const { select } = await inventoryOf(
      printing(
        '{"web": {"hosts": ["w1", "w2"], "vars": {"a": 1}, "children": ["inner"]}, "inner": ["i1"], "lone": {"b": 2}, "_meta": {"hostvars": {"w1": {"a": 2}, "nobody": {"a": 3}}}}',
      ),
    );
    expect(select('web').map(({ name, vars }) => [name, vars['a']])).toEqual([
      ['w1', 2],
      ['w2', 1],
      ['i1', 1],
    ]);
    expect(select('lone').map(({ name, vars }) => [name, vars['b']])).toEqual([['lone', 2]]);
  });

  it('is asked for each host where it gives no variables at once', async () => {
    const script = `#!/bin/sh
if [ "$1" = --list ]; then echo '{"all": ["h1", "h2"]}'; else echo "{\\"own\\": \\"$2\\"}"; fi
`;
    const { hosts } = await inventoryOf(script);
    expect(hosts.map(({ vars }) => vars['own'])).toEqual(['h1', 'h2']);
  });

  it('says where a variable comes from', async () => {
    const { select } = await inventoryOf(printing('{"all": ["h"], "_meta": {"hostvars": {"h":\n{"a": 2}}}}'));
    expect(select('h')[0]?.originOf?.('a')).toBe('inv.sh --list:2:2');
  });

  it('fails with its own words, or with the place of what is wrong', async () => {
    const scripts = [
      '#!/bin/sh\necho "no credentials" >&2\nexit 3\n',
      '#!/bin/sh\nkill -9 $$\n',
      '#!/bin/sh\n',
      '#!/bin/sh\necho "[web]"\n',
      '#!/bin/sh\necho "{"\n',
      '#!/nowhere/python\n',
      printing('{"web": {"hosts": "w1"}}'),
      printing('{"web": {"hosts": [1]}}'),
      printing('{"web": {"children": 5}}'),
      printing('{"_meta": {"hostvars": []}}'),
    ];
    expect((await Promise.all(scripts.map((script) => complaint(script)))).join('\n')).toMatchInlineSnapshot(`
      "DefinitionError: "inv.sh --list" failed with exit code 3:
      no credentials
      DefinitionError: "inv.sh --list" failed with signal SIGKILL
      DefinitionError: "inv.sh --list" printed nothing
      DefinitionError: inv.sh --list:1:2: unresolved plain scalar "web"
      DefinitionError: inv.sh --list:2:1: flow map must end with a }
      DefinitionError: "inv.sh --list" cannot be run: it, or the program in its first line, does not exist
      DefinitionError: inv.sh --list:1:10: there is text, not a list of names (web › hosts)
      DefinitionError: inv.sh --list:1:10: the name 1 is not text (web › hosts)
      DefinitionError: inv.sh --list:1:10: there is a number, not a list of names (web › children)
      DefinitionError: inv.sh --list:1:12: there is a list, not an object (_meta › hostvars)"
    `);
  });

  it('is ended when it takes too long', async () => {
    expect(await complaint('#!/bin/sh\nexec sleep 600\n', { scriptTimeoutMs: 200 })).toBe(
      'DefinitionError: "inv.sh --list" did not end within 0.2 s',
    );
  });

  it('is ended with all that it started when it is cancelled', async () => {
    await using directory = await directoryOf({});
    const pidFile = join(directory.path, 'pid');
    const script = `#!/bin/sh\nsleep 600 &\necho $! >'${pidFile}.new' && mv '${pidFile}.new' '${pidFile}'\nwait\n`;
    const stop = new AbortController();
    const cancelled = complaint(script, { signal: stop.signal });
    await expect.poll(() => existsSync(pidFile), { timeout: 60_000 }).toBe(true);
    const pid = Number(await readFile(pidFile, 'utf8'));
    expect(await isAlive(pid)).toBe(true);
    stop.abort();
    expect(await cancelled).toBe('CancelledError: "inv.sh --list" was cancelled');
    await expect.poll(() => isAlive(pid), { timeout: 60_000 }).toBe(false);
  });
});

/** A process that has ended but was not yet asked for counts as gone. */
async function isAlive(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ') Z');
  return !status.includes(') Z');
}
