import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const source = resolve(import.meta.dirname, '../../src');

/** Who may import whom, folder by folder; `run`, `plan-of`, `index` and `own-code` are the files directly in src. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  core: [],
  session: ['core'],
  engine: ['core', 'session'],
  modules: ['core'],
  transports: ['core'],
  inventory: ['core'],
  reporters: ['core'],
  lab: ['core', 'own-code'],
  'plan-of': ['core', 'engine', 'inventory', 'transports'],
  run: ['core', 'engine', 'plan-of', 'transports'],
  index: ['core', 'define-config', 'engine', 'inventory', 'run'],
  cli: [
    'core',
    'define-config',
    'engine',
    'inventory',
    'lab',
    'modules',
    'own-code',
    'plan-of',
    'reporters',
    'run',
    'transports',
  ],
  'own-code': [],
  'define-config': ['core'],
};

interface Import {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.ts'),
);

function importsOf(file: string): readonly Import[] {
  const text = readFileSync(join(source, file), 'utf8');
  const specifiers = [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(
    ([, specifier = '']) => specifier,
  );
  return specifiers.map((specifier) => ({
    file,
    from: layerOf(file),
    to: layerOf(relative(source, join(source, dirname(file), specifier))),
  }));
}

function layerOf(file: string): string {
  return file.includes('/') ? (file.split('/')[0] ?? '') : file.replace(/\.ts$/, '');
}

const all = files.flatMap(importsOf);

describe('imports go one way', () => {
  it('finds the imports at all', () => {
    expect(all.length).toBeGreaterThan(100);
  });

  it.each(Object.keys(mayImport))('%s imports only what stands below it', (layer) => {
    const wrong = all.filter(
      ({ from, to }) => from === layer && to !== layer && !mayImport[layer]?.includes(to),
    );
    expect(wrong).toEqual([]);
  });

  it('knows every folder', () => {
    expect(all.map(({ from }) => from).filter((layer) => mayImport[layer] === undefined)).toEqual([]);
  });
});

describe('what only one place may do', () => {
  const places = (pattern: RegExp) =>
    files.filter((file) => pattern.test(readFileSync(join(source, file), 'utf8'))).toSorted();

  it('secrets are revealed by these files only', () => {
    expect(places(/Secret\.reveal\(/)).toMatchInlineSnapshot(`
      [
        "engine/redactor.ts",
        "inventory/vault.ts",
        "modules/cert/acme/order-certificate.ts",
        "modules/cert/supplied-pair.ts",
        "modules/shared/plain-text.ts",
        "session/handshake.ts",
        "session/shell-session.ts",
        "transports/auth-ways.ts",
        "transports/private-keys.ts",
      ]
    `);
  });

  it('only the command line ends the process or reads its arguments', () => {
    expect(places(/process\.(exit|argv|exitCode)\b/).filter((file) => !file.startsWith('cli/'))).toEqual([
      'lab/embedded/server.ts',
    ]);
  });

  it('no file loads the requests of Node at the start', () => {
    expect(places(/^import (?!type )[^;]*'node:https?'/m)).toEqual([]);
  });

  it('no file is longer than 250 lines', () => {
    expect(files.filter((file) => readFileSync(join(source, file), 'utf8').split('\n').length > 251)).toEqual(
      [],
    );
  });
});
