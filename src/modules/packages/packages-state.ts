import { type Query, query } from '../../core/query.ts';
import { lines, type Shell, sh } from '../../core/sh.ts';
import { packageProgram } from '../shared/package-program.ts';
import type { Backend, Facts, Sections, Wanted } from './backend.ts';
import { backendOf, backends } from './backends.ts';
import { type PackageName, packageNameOf } from './package-name.ts';
import type { PackageState, PackagesState } from './package-state.ts';
import type { PackagesParams } from './params.ts';

/** Asks for the state of all packages at once, whoever manages them there. */
export function packagesState(params: PackagesParams): Query<PackagesState> {
  const packages = params.names.map(packageNameOf);
  const files = packages.flatMap(({ file }) => file ?? []);
  const names = packages.flatMap(({ file, full }) => (file === undefined ? [full] : []));
  const wanted: Wanted = { packages, files, names, params };
  const script = lines([
    programScript(params),
    sh`printf '%s %s\n' "$m" "$(id -u)"; LC_ALL=C; export LC_ALL; case $m in`,
    ...backends.filter(({ name }) => name === (params.manager ?? name)).map((one) => branch(one, wanted)),
    sh`esac; :`,
  ]);
  return query<PackagesState>(script, {
    reads: [
      ...names.map((name) => `package:${name.replace(/:.*/, '')}` as const),
      ...files.map((file) => `file:${file}` as const),
    ],
    parse: ({ stdout }) => parse(stdout, wanted),
    afterTouch: (state) => ({
      ...state,
      packages: state.packages.map((one) => (one.trouble === 'absent' ? { ...one, trouble: 'coming' } : one)),
    }),
  });
}

function programScript({ manager }: PackagesParams): Shell {
  if (manager === undefined) return packageProgram;
  const { programs } = backends.find(({ name }) => name === manager) ?? { programs: [] };
  return sh`for m in ${programs}; do command -v "$m" >/dev/null 2>&1 && break; m=; done`;
}

/** What one package manager is asked; the titles of the sections are told apart by a character that none prints. */
function branch(backend: Backend, wanted: Wanted): Shell {
  const sections = Object.entries(backend.look(wanted)).map(
    ([title, script]) => sh`printf '\1%s\n' ${title}; ( ${script}
)`,
  );
  const programs: readonly Shell[] = backend.programs.map((program) => sh`${program}`);
  const pattern = programs.reduce((one, other) => sh`${one}|${other}`);
  return lines([sh`${pattern})`, ...sections, sh`;;`]);
}

function parse(stdout: string, wanted: Wanted): PackagesState {
  const [head = '', ...rest] = stdout.split('\u0001');
  const [program = '', uid] = head.trimEnd().split(' ');
  const said: Sections<string> = Object.fromEntries(
    rest.map((one) => [one.slice(0, one.indexOf('\n')), one.slice(one.indexOf('\n') + 1)]),
  );
  const isRoot = uid === '0';
  const backend = backendOf(program);
  if (backend === undefined) {
    const packages = wanted.packages.map((one) => stateOf(one, undefined, { installed: [], files: [] }));
    return { packages, program, isRoot, listsAgeMs: 0, dependents: [], unneeded: [], canHold: false };
  }
  const facts = backend.read(said, wanted);
  const { listsAgeMs = 0, dependents = [], unneeded = [], canHold = true } = facts;
  const packages = wanted.packages.map((one) => stateOf(one, backend, facts));
  return { packages, program, isRoot, listsAgeMs, dependents, unneeded, canHold };
}

function stateOf(wanted: PackageName, backend: Backend | undefined, facts: Facts): PackageState {
  const found = facts.files.find(({ file }) => file === wanted.file)?.found;
  const named: PackageName = typeof found === 'object' ? { ...wanted, ...found, full: found.name } : wanted;
  const { name, full, version } = named;
  const architecture = named.architecture ?? facts.native;
  const own = facts.installed.filter(
    (row) =>
      row.name === name &&
      (architecture === undefined || [architecture, 'all', 'noarch'].includes(row.architecture)),
  );
  const isNative = architecture !== undefined && architecture === facts.native;
  const versions = own.flatMap((row) => row.version ?? []);
  return {
    ...named,
    installed:
      versions.find((one) => version !== undefined && backend?.isVersion(version, one)) ?? versions.at(-1),
    isRemoved: own.some(({ isRemoved }) => isRemoved),
    candidate: facts.offers?.get(full) ?? (isNative ? facts.offers?.get(name) : undefined),
    isHeld: (facts.held ?? []).includes(name),
    trouble: typeof found === 'string' ? found : undefined,
  };
}
