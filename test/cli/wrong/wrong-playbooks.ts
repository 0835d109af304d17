/** Playbooks that cannot be carried out, by file name. */
export const wrongPlaybooks: Readonly<Record<string, string>> = {
  'comma.ts': `import { play } from 'drover';

export default play({
  name: 'Web servers',
  hosts: 'all'
  tasks: [],
});
`,
  'comma.mjs': `import { play } from 'drover';

export default play({
  name: 'Web servers',
  hosts: 'all'
  tasks: [],
});
`,
  'enum.ts': `import { play } from 'drover';

enum Colour { Red }

export default play({ name: 'Web servers', hosts: 'all', tasks: [] });
`,
  'no-such-module.ts': `import { play } from 'drover';
import { packages, servce } from 'drover/modules';

export default play({ name: 'Web servers', hosts: 'all', tasks: [] });
`,
  'no-such-file.ts': `import { play } from 'drover';
import { ports } from './prots.ts';

export default play({ name: 'Web servers', hosts: 'all', tasks: [] });
`,
  'no-extension.ts': `import { play } from 'drover';
import { ports } from './ports';

export default play({ name: 'Web servers', hosts: 'all', tasks: [] });
`,
  'no-such-package.ts': `import { play } from 'drover';
import kebab from 'no-such-package';

export default play({ name: 'Web servers', hosts: 'all', tasks: [] });
`,
  'wrong-parameters.ts': `import { play } from 'drover';
import { file } from 'drover/modules';

export default play({
  name: 'Web servers',
  hosts: 'all',
  tasks: [
    file('The site has a directory', { path: 'srv/www', state: 'direktory' }),
  ],
});
`,
  'wrong-parameters-of-a-host.ts': `import { play } from 'drover';
import { file } from 'drover/modules';

export default play({
  name: 'Web servers',
  hosts: 'web',
  tasks: ({ host }) => [
    file('The site has a directory', { path: '/srv', state: 'directory', mod: host.name }),
  ],
});
`,
  'throws.ts': `import { play } from 'drover';

const ports: Record<string, readonly number[]> = {};

export default play({
  name: 'Web servers',
  hosts: 'web',
  tasks: ({ host }) => ports[host.name].map(() => []),
});
`,
  'throws-at-once.ts': `import { play } from 'drover';

const { port } = undefined;

export default play({ name: 'Web servers', hosts: 'all', tasks: [] });
`,
  'wrong-variables.ts': `import { play } from 'drover';
import { z } from 'zod';

export default play({
  name: 'Web servers',
  hosts: 'all',
  vars: z.object({ http_port: z.number(), site: z.string() }),
  tasks: [],
});
`,
  'wrong-in-three-plays.ts': `import { play } from 'drover';
import { copy, file } from 'drover/modules';
import { z } from 'zod';

export default [
  play({
    name: 'Web servers',
    hosts: 'web',
    tasks: () => [file('The site has a directory', { path: 'srv/www', state: 'directory' })],
  }),
  play({ name: 'Ports', hosts: 'all', vars: z.object({ http_port: z.number() }), tasks: [] }),
  play({
    name: 'Databases',
    hosts: 'db',
    tasks: () => [copy('The motto is there', { path: '/srv/motto' })],
  }),
];
`,
  'hosts-as-a-list.ts': `import { play } from 'drover';

export default play({ name: 'Web servers', hosts: ['web', 'db'], tasks: [] });
`,
  'unknown-option.ts': `import { play } from 'drover';

export default play({
  name: 'Web servers',
  hosts: 'web',
  task: [],
});
`,
  'unknown-order.ts': `import { play } from 'drover';

export default play({ name: 'Web servers', hosts: 'web', order: 'sort', tasks: [] });
`,
  'tasks-as-in-yaml.ts': `import { play } from 'drover';

export default play({
  name: 'Web servers',
  hosts: 'web',
  tasks: [{ name: 'nginx is installed', package: { name: 'nginx' } }],
});
`,
  'nothing-returned.ts': `import { play } from 'drover';
import { file } from 'drover/modules';

export default play({
  name: 'Web servers',
  hosts: 'web',
  tasks: () => {
    file('The site has a directory', { path: '/srv', state: 'directory' });
  },
});
`,
  'no-default.ts': `import { play } from 'drover';

export const web = play({ name: 'Web servers', hosts: 'all', tasks: [] });
`,
  'not-a-play.ts': `import { play } from 'drover';

const web = play({ name: 'Web servers', hosts: 'all', tasks: [] });
export default [web, 'db'];
`,
};
