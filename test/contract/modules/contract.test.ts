import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import * as modules from '../../../src/modules/index.ts';
import { shells } from '../../support/shells.ts';
import { cases } from './suite/cases/index.ts';
import { elsewhere } from './suite/elsewhere.ts';
import { holdToContract } from './suite/hold-to-contract.ts';
import { lesserWorlds } from './suite/lesser-worlds.ts';
import { localWorld } from './suite/local-world.ts';
import { systemCases } from './suite/system-cases/index.ts';
import { brief } from './suite/world.ts';

const table = fileURLToPath(new URL('../../../docs/module-contract.md', import.meta.url));
const isRoot = process.getuid?.() === 0;
const directory = await mkdtemp(join(tmpdir(), 'drover-worlds-'));
afterAll(() => rm(directory, { recursive: true }));
const [first = 'sh', ...others] = shells;
const shellWorld = (shell: string) => localWorld(isRoot ? `${shell} as root` : shell, shell);
const worlds = [
  shellWorld(first),
  ...(isRoot ? [localWorld('dash as nobody', 'dash', 'nobody')] : []),
  ...others.map(shellWorld).map(brief),
  ...(isRoot ? await lesserWorlds(directory) : []),
];

// The table is that of all systems; elsewhere, as for a developer who is not root, there is none.
holdToContract(cases, worlds, isRoot && shells.length === 4 ? table : undefined);

it('leaves out no module without a reason', () => {
  const held = [...cases, ...systemCases].map(({ module }) => module);
  expect([...held, ...Object.keys(elsewhere)].toSorted()).toEqual(Object.keys(modules).toSorted());
  const tests = Object.values(elsewhere).map(({ test }) => test);
  expect(tests.filter((file) => !existsSync(file))).toEqual([]);
});
