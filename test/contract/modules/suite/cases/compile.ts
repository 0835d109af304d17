import { join } from 'node:path';
import { compile } from '../../../../../src/modules/compile.ts';
import type { ModuleCase } from '../module-case.ts';

export const compileCase: ModuleCase = {
  module: 'compile',
  before: `mkdir -p src; printf '%064d\\nstrip 1\\n' 0 >src/.drover-unarchived; echo made >src/part
printf 'all:\\n\\tcp part whole\\ninstall:\\n\\tmkdir -p "$(DESTDIR)$(PREFIX)"\\n\\tcp whole "$(DESTDIR)$(PREFIX)"\\n' >src/Makefile`,
  tasks: (place) => [
    compile('built', {
      source: `${place}/src`,
      buildSystem: 'make',
      prefix: '/opt/tried',
      // No Makefile can install below a directory with such a name.
      staging: join(place, '../staged'),
      tools: ['make'],
    }),
  ],
  // The log of what was built stays, as of any build.
  look: 'cd -- "$1/.." && find . ! -name src.log | sort; find . -type f ! -name src.log -exec cat -- {} +',
  tools: ['make'],
  wrong: {
    call: () => compile('c', { source: '/src', prefix: 'opt' }),
    says: 'prefix: must be',
  },
};
