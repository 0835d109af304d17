import { chmod, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Secret } from '../../src/core/secret.ts';
import { template } from '../../src/modules/template.ts';
import { runHere } from '../support/local-host.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'drover-template-'));
  await mkdir(join(root, 'conf', 'parts'), { recursive: true });
});
afterEach(() => rm(root, { recursive: true, force: true }));

type Vars = Readonly<Record<string, unknown>>;

async function rendered(text: string, vars: Vars = {}): Promise<string> {
  const path = join(root, 'out');
  const { outcomes } = await runHere([template('t', { path, text, vars })], { directory: root });
  return outcomes['t'] === 'changed' ? readFile(path, 'utf8') : (outcomes['t'] ?? '');
}

/** Renders `conf/main.conf.ejs`, which may include others. */
async function fromFile(text: string, vars: Vars = {}): Promise<string> {
  await writeFile(join(root, 'conf', 'main.conf.ejs'), text);
  const path = join(root, 'out');
  const task = template('t', { path, src: 'conf/main.conf.ejs', vars });
  const { outcomes } = await runHere([task], { directory: root });
  return outcomes['t'] === 'changed' ? readFile(path, 'utf8') : (outcomes['t'] ?? '');
}

describe('a template', () => {
  it.each<readonly [string, Vars, string]>([
    ['Listen <%= port %>\n', { port: 443 }, 'Listen 443\n'],
    ['<%= html %><%- html %>', { html: `<a href="x">'&` }, `<a href="x">'&<a href="x">'&`],
    ['<% for (const one of list) { -%>\n- <%= one %>\n<% } -%>\n', { list: ['a', 'b'] }, '- a\n- b\n'],
    ['<%= on %> <%= big %> <%= "" %>.', { on: false, big: 10n }, 'false 10 .'],
    ["<%= locals['a-b'] %><%= locals.class %>", { 'a-b': 1, class: 2, __x: 3 }, '12'],
    ['<%= url["http://x"] // a comment\n %>|<%= `${port}`; %>', { url: { 'http://x': 'y' }, port: 1 }, 'y|1'],
    ['<%%= not a tag %>', {}, '<%= not a tag %>'],
    ['<%= typeof include %>', {}, 'function'],
    ['no newline', {}, 'no newline'],
  ])('%j renders', async (text, vars, expected) => {
    expect(await rendered(text, vars)).toBe(expected);
  });

  it.each<readonly [string, Vars, string]>([
    ['one\n<%= tlsPort %>', {}, ':2: tlsPort is not defined'],
    ['one\n\n<%= a %> <%= tls.port %>', { a: 1, tls: {} }, ':3: tls.port is undefined'],
    ['<%- nothing %>', { nothing: null }, ':1: nothing is null'],
    ['<%= tls.port.number %>', { tls: {} }, ":1: Cannot read properties of undefined (reading 'number')"],
    ['<%= list %>', { list: [1] }, ':1: list is a list, which cannot be printed as it is: join it'],
    ['<%= tls %>', { tls: {} }, ':1: tls is an object, which cannot be printed'],
    ['<%= Number("x") %>', {}, ':1: Number("x") is NaN'],
    ['<% if (x { %>', { x: 1 }, ": Unexpected token '{'"],
    ['<%= x', { x: 1 }, ': Could not find matching close tag for "<%=".'],
    ['<% implicit = 1 %>', {}, ':1: implicit is not defined'],
  ])('%j fails with the place', async (text, vars, message) => {
    expect(await rendered(text, vars)).toMatch(`failed: inline template${message}`);
    expect(await fromFile(text, vars)).toMatch(`failed: conf/main.conf.ejs${message}`);
  });

  it('that is not there is said so', async () => {
    const { outcomes } = await runHere([template('t', { path: '/x', src: 'no.ejs' })], { directory: root });
    expect(outcomes['t']).toBe(
      `failed: src: the template ${join(root, 'no.ejs')} cannot be read on the controller`,
    );
  });

  it.each([
    [{ path: '/f' }, 'give either src or text'],
    [{ path: '/f', text: '', src: 'x' }, 'give either src or text'],
    [{ path: '/f', text: '', vars: { include: 1 } }, '"include" is what templates include others with'],
  ])('with parameters %j is refused', (params, message) => {
    expect(() => template('t', params)).toThrow(message);
  });
});

describe('include', () => {
  it('takes files below the own directory, with the same and more variables', async () => {
    await writeFile(
      join(root, 'conf', 'parts', 'a.ejs'),
      "<%= port %>/<%= more %>/<%- include('b.conf', { more: 2 }) %>",
    );
    await writeFile(join(root, 'conf', 'parts', 'b.conf'), '<%= port %>-<%= more %>');
    expect(await fromFile("<%- include('parts/a', { more: 1 }) %>!", { port: 443 })).toBe('443/1/443-2!');
  });

  it('reports an error in the file where it is', async () => {
    await writeFile(join(root, 'conf', 'parts', 'a.ejs'), "x\n<%- include('b') %>");
    await writeFile(join(root, 'conf', 'parts', 'b.ejs'), 'x\ny\n<%= gone %>');
    expect(await fromFile("<%- include('parts/a') %>")).toBe(
      'failed: conf/parts/b.ejs:3: gone is not defined',
    );
  });

  it.each(['../secret.txt', '/etc/host.conf', 'parts/link.txt', 'parts/../../secret.txt'])(
    'does not leave the own directory by %j',
    async (name) => {
      await writeFile(join(root, 'secret.txt'), 'secret');
      await symlink(join(root, 'secret.txt'), join(root, 'conf', 'parts', 'link.txt'));
      expect(await fromFile(`<%- include('${name}') %>`)).toBe(
        `failed: conf/main.conf.ejs:1: "${name}" cannot be included: it is not below ${join(root, 'conf')}`,
      );
    },
  );

  it('names a file that is not there', async () => {
    expect(await fromFile("\n<%- include('none') %>")).toBe(
      `failed: conf/main.conf.ejs:2: "none" cannot be included: there is no file ${join(root, 'conf', 'none.ejs')}`,
    );
  });

  it('ends when a template includes itself', async () => {
    expect(await fromFile("<%- include('main.conf.ejs') %>")).toContain('nested more than 20 deep');
  });
});

describe('a secret', () => {
  const vars = { db: { password: new Secret('s3cret') } };

  it('is printed into the file and shown nowhere', async () => {
    const path = join(root, 'out');
    await writeFile(path, 'password=old-secret\n');
    const run = await runHere([template('t', { path, text: 'password=<%= db.password %>\n', vars })]);
    expect(await readFile(path, 'utf8')).toBe('password=s3cret\n');
    expect(run.events.find((event) => event.is === 'task-finished')).toMatchObject({
      outcome: { is: 'changed', changes: [{ summary: 'replaced, content not shown' }] },
    });
    expect(JSON.stringify(run.events)).not.toMatch(/s3cret|old-secret/);
  });

  it('does not become part of a longer text', async () => {
    expect(await rendered("<%= 'password=' + db.password %>", vars)).toBe(
      'failed: inline template: a secret was made part of a longer text, where it has no value',
    );
  });
});

it('is ok the second time, and changed when a variable is another', async () => {
  const to = (port: number) => [
    template('t', { path: join(root, 'out'), text: '<%= port %>', vars: { port } }),
  ];
  expect((await runHere(to(1))).outcomes).toEqual({ t: 'changed' });
  expect((await runHere(to(1))).outcomes).toEqual({ t: 'ok' });
  expect((await runHere(to(2), { check: true })).outcomes).toEqual({ t: 'changed' });
  expect((await runHere(to(2))).outcomes).toEqual({ t: 'changed' });
});

it('takes the mode of the template', async () => {
  const [src, path] = [join(root, 'tool.ejs'), join(root, 'tool')];
  await writeFile(src, '#!/bin/sh\n');
  await chmod(src, 0o750);
  const task = () => [template('t', { path, src, mode: 'preserve' })];
  expect((await runHere(task())).outcomes).toEqual({ t: 'changed' });
  expect((await stat(path)).mode & 0o7777).toBe(0o750);
  expect((await runHere(task())).outcomes).toEqual({ t: 'ok' });
  expect(() => template('t', { path, text: '', mode: 'preserve' })).toThrow(
    'mode: of a text cannot be preserved',
  );
});
