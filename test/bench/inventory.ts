import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { loadInventory } from '../../src/inventory/load-inventory.ts';

/**
 * How long an inventory of 50,000 hosts takes to read and merge, and how much memory, for each format in a process of
 * its own: `npx node --conditions=drover:source test/bench/inventory.ts`. Its argument `FILE` makes it such a process.
 */
const count = 50_000;

const varsOf = (index: number) => ({
  ansible_host: `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`,
  rack: `r${index % 40}`,
  weight: index % 7,
});
const nameOf = (index: number) => `web${index}.example.com`;
const indexes = Array.from({ length: count }, (_, index) => index);

const formats: Readonly<Record<string, () => string>> = {
  hosts: () => {
    const lines = indexes.map((index) => {
      const vars = Object.entries(varsOf(index)).map(([name, value]) => `${name}=${value}`);
      return [nameOf(index), ...vars].join(' ');
    });
    return `[web]\n${lines.join('\n')}\n[web:vars]\nport=80\n[prod:children]\nweb\n`;
  },
  'hosts.yml': () => {
    const hosts = indexes.map((index) => {
      const vars = Object.entries(varsOf(index)).map(([name, value]) => `        ${name}: ${value}\n`);
      return `    ${nameOf(index)}:\n${vars.join('')}`;
    });
    return `web:\n  vars:\n    port: 80\n  hosts:\n${hosts.join('')}prod:\n  children:\n    web:\n`;
  },
  'hosts.json': () => {
    const hosts = Object.fromEntries(indexes.map((index) => [nameOf(index), varsOf(index)]));
    return JSON.stringify({ web: { hosts, vars: { port: 80 } }, prod: { children: { web: null } } });
  },
};

const [file] = process.argv.slice(2);
if (file === undefined) await measureAll();
else await measure(file);

async function measureAll(): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'inventory-bench-'));
  try {
    for (const [name, textOf] of Object.entries(formats)) {
      await writeFile(join(directory, name), textOf());
      const words = ['--conditions=drover:source', import.meta.filename, join(directory, name)];
      const { stdout } = await promisify(execFile)(process.execPath, words);
      process.stdout.write(`${name.padEnd(12)}${stdout}`);
    }
  } finally {
    await rm(directory, { recursive: true });
  }
}

async function measure(source: string): Promise<void> {
  const begin = performance.now();
  const { hosts } = await loadInventory({ sources: [source] });
  const read = performance.now();
  const ports = hosts.filter(({ vars }) => vars['port'] === 80 && typeof vars['rack'] === 'string').length;
  const merged = performance.now();
  const { user, system } = process.cpuUsage();
  const cpu = Math.round((user + system) / 1000);
  const peak = Math.round(process.resourceUsage().maxRSS / 1024);
  process.stdout.write(
    `${ports} hosts: read in ${Math.round(read - begin)} ms, merged in ${Math.round(merged - read)} ms, ${cpu} ms of processor in all, ${peak} MB at most\n`,
  );
}
