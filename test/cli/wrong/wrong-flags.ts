type Words = readonly string[];

const run = (...words: Words): Words => ['run', 'site.ts', '-i', 'hosts', ...words];
const service = (...words: Words): Words => ['exec', 'web', '-i', 'hosts', '-m', 'service', ...words];

/** Command lines that nobody can make sense of. */
export const wrongFlags: readonly Words[] = [
  ['rn', 'site.ts'],
  ['run'],
  ['run', 'site.ts', 'hosts', '-i', 'hosts'],
  ['run', 'sit.ts', '-i', 'hosts'],
  ['run', 'nothing-like-it.ts', '-i', 'hosts'],
  ['run', 'site.ts'],
  ['run', 'site.ts', '-i'],
  ['run', 'site.ts', '-i', 'hots'],
  ['run', 'site.ts', '-i', 'web1'],
  run('--chek'),
  run('-f', 'many'),
  run('-f', '0'),
  run('--at-most', 'rack'),
  run('--at-most', 'rack=2'),
  run('--preflight', 'sometimes'),
  run('--allow-partial'),
  run('-T', 'soon'),
  run('--private-key', 'id_nowhere'),
  run('--waves', '0'),
  run('--failure-budget', 'most'),
  run('--report', 'report.txt'),
  run('--step'),
  run('-e', 'port'),
  run('-e', '@port.yml'),
  run('-e', './ports.yml'),
  run('-e', '{"port": '),
  run('--vault-password-file', '.vault'),
  run('--vault-id', 'prod@'),
  ['exec'],
  ['exec', 'web', '-i', 'hosts'],
  ['inventory', 'lst', '-i', 'hosts'],
  ['completion', 'tcsh'],
  ['doc'],
];

/** Tasks of modules that cannot be made. */
export const wrongModuleCalls: readonly Words[] = [
  ['exec', 'web', '-i', 'hosts', '-m', 'servce', '-a', 'name=nginx'],
  service(),
  service('-a', 'nam=nginx'),
  service('-a', 'name=nginx,state=restart'),
  service('-a', 'name'),
  service('-a', 'name="nginx'),
  service('-a', '{"name": '),
  service('-a', 'name=nginx', '--', 'ls'),
  ['exec', 'web', '-i', 'hosts', '-a', 'name=nginx', '--', 'ls'],
  ['exec', 'web', '-i', 'hosts', '-m', 'file', '-a', 'path=srv,state=directory'],
  ['doc', 'servce'],
  ['doc', 'sit.ts'],
  ['facts', 'web', '-i', 'hosts', '--subset', 'oss'],
];

/** Patterns, limits, tags and names that the inventory, or the playbook, does not have. */
export const wrongSelections: readonly Words[] = [
  run('-l', 'wbe'),
  run('-l', 'web1,dbb'),
  run('-l', 'nothing-like-it'),
  run('-l', 'db'),
  run('-l', '@hots'),
  run('-l', 'web[7]'),
  run('-l', '~('),
  run('-t', 'lok'),
  run('--skip-tags', 'lok'),
  run('--skip-tags', 'look'),
  run('--start-at-task', 'It answer'),
  ['run', 'site.ts', '-i', 'web9,'],
  ['run', 'site.ts', '-i', 'db1,db2'],
  ['exec', 'wbe', '-i', 'hosts', '--', 'ls'],
  ['exec', 'web:&db', '-i', 'hosts', '--', 'ls'],
  ['ping', 'all:!web4', '-i', 'hosts'],
  ['inventory', 'list', 'wbe', '-i', 'hosts'],
  ['inventory', 'graph', 'wbe', '-i', 'hosts'],
  ['inventory', 'host', 'wbe1', '-i', 'hosts'],
  ['inventory', 'explain', 'db1', 'htp_port', '-i', 'hosts'],
];

/** Flags of Ansible's that mean nothing here. */
export const ansibleFlags: readonly Words[] = [
  run('--force-handlers'),
  run('--flush-cache'),
  run('-M', 'library'),
  run('--sftp-extra-args', '-l 100'),
  run('--sudo'),
  ['exec', 'web', '-i', 'hosts', '-B', '3600', '-P', '0', '--', 'reboot'],
  ['exec', 'web', '-i', 'hosts', '-o', '--', 'uptime'],
  ['exec', 'web', '-i', 'hosts', '-t', 'answers', '--', 'uptime'],
  ['exec', 'web', '-i', 'hosts', '--task-timeout', '10', '--', 'uptime'],
  ['inventory', '--list', '-i', 'hosts'],
  ['inventory', 'list', '-i', 'hosts', '--yaml'],
  ['inventory', 'list', '-i', 'hosts', '--export'],
];
