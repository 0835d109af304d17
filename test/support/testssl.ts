import { execFile } from 'node:child_process';
import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { aptMirror } from '../../src/lab/machine/apt-mirror.ts';

const exec = promisify(execFile);
const directory = '/var/lib/drover-lab/testssl';

/** One line of what testssl.sh found. */
export interface TestsslFinding {
  readonly id: string;
  readonly severity: string;
  readonly finding: string;
}

interface Tested {
  /** What the server is called, with its port. */
  readonly uri: string;
  readonly address: string;
  readonly caFile: string;
  /** Where its findings may be written. */
  readonly scratch: string;
}

/** What testssl.sh 3.2 finds, its grade among it (`overall_grade`), with one CA trusted besides the public ones. */
export async function testssl({ uri, address, caFile, scratch }: Tested): Promise<readonly TestsslFinding[]> {
  const path = await testsslProgram();
  const found = join(scratch, 'testssl.json');
  // What a grade needs. Its exit code counts findings: the file says which.
  const asked = ['-p', '-s', '-f', '-P', '-S', '-h', '-U', '--quiet', '--color', '0', '--warnings', 'off'];
  const words = [path, ...asked, '--add-ca', caFile, '--ip', address, '--jsonfile', found, uri];
  const env = { ...process.env, TESTSSL_INSTALL_DIR: join(directory, 'tree/etc/testssl') };
  await exec('bash', words, { env, timeout: 500_000, maxBuffer: 1 << 26 }).catch(() => {});
  const findings: readonly TestsslFinding[] = JSON.parse(await readFile(found, 'utf8'));
  const problem = findings.find(({ severity }) => severity === 'FATAL');
  if (problem !== undefined) throw new Error(`testssl.sh: ${problem.finding}`);
  return findings;
}

const program = join(directory, 'tree/usr/bin/testssl');

/** The program of Debian 13, which suits any Debian: what an earlier test has unpacked, or the archive's. */
async function testsslProgram(): Promise<string> {
  const isThere = await access(program).then(
    () => true,
    () => false,
  );
  if (!isThere) await download();
  return program;
}

/** By an apt that has lists and sources of its own. The tree comes into its place as a whole. */
async function download(): Promise<void> {
  const lists = join(directory, 'lists');
  const sources = join(directory, 'sources.list');
  await mkdir(join(lists, 'partial'), { recursive: true });
  await mkdir(join(directory, 'cache/archives/partial'), { recursive: true });
  const mirror = await aptMirror('trixie');
  if (mirror === undefined)
    throw new Error('testssl.sh 3.2 comes from Debian, and apt here knows no archive of it');
  const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';
  await writeFile(sources, `deb [signed-by=${keyring}] ${mirror} trixie main\n`);
  const settings = {
    'Dir::Etc::SourceList': sources,
    'Dir::Etc::SourceParts': '/dev/null',
    'Dir::Etc::Preferences': '/dev/null',
    'Dir::Etc::PreferencesParts': '/dev/null',
    'Dir::State::Lists': lists,
    'Dir::Cache': join(directory, 'cache'),
    'Acquire::Languages': 'none',
    'APT::Sandbox::User': 'root',
  };
  const own = Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  await exec('apt-get', [...own, '-qq', 'update']);
  await exec('apt-get', [...own, '-qq', 'download', 'testssl.sh=3.2*'], { cwd: directory });
  const unpack =
    'rm -rf new tree && dpkg -x testssl.sh_3.2*_all.deb new && rm testssl.sh_*.deb && mv new tree';
  await exec('sh', ['-c', unpack], { cwd: directory });
}
