import type { Ground } from './ground.ts';
import { signedPool } from './signed-pool.ts';
import { someWheels } from './some-wheels.ts';

const configure = `for word; do case $word in --prefix=*) prefix=\${word#*=} ;; esac; done
printf "all: server.o\\nserver.o: server.c\\n\\tcc -c server.c -o server.o\\ninstall:\\n\\tmkdir -p \\$(DESTDIR)$prefix/bin\\n\\tcp server.o apachectl \\$(DESTDIR)$prefix/bin\\n" >Makefile`;
const sources = `rm -rf /usr/src/httpd* /var/tmp/httpd-stage /opt/httpd; mkdir -p /usr/src/httpd-2.4.68 && cd /usr/src/httpd-2.4.68
echo '${configure}' >configure; echo 'echo "$1" >>/run/apachectl' >apachectl; sed -i '1i #!/bin/sh' configure apachectl
chmod +x configure apachectl; echo 'int main(void) { return 0; }' >server.c; printf '%064d\\nstrip 1\\n' 0 >.drover-unarchived`;

/** For modules that bring software and run programs. */
export const softwareGround = {
  command: {
    before: `echo 'cat "$2"' >/usr/local/bin/psql; sed -i '1i #!/bin/sh' /usr/local/bin/psql; chmod +x /usr/local/bin/psql
echo "create table a" >/srv/schema.sql; rm -f /srv/schema.done`,
    proof: '[ -e /srv/schema.done ]',
  },
  compile: { before: sources, proof: '[ -e /var/tmp/httpd-stage/opt/httpd/bin/server.o ]' },
  git: {
    before: `rm -rf /srv/git /srv/site; git config --system url./srv/git/.insteadOf https://git.example.com/
c() { git -C /srv/git/site -c user.name=a -c user.email=a@b "$@"; }
git init -q /srv/git/site; echo 1.2 >/srv/git/site/version; c add .; c commit -q -m one; c tag v1.2; mv /srv/git/site/.git /srv/git/site.git`,
    proof: 'grep 1.2 /srv/site/version',
  },
  npm: {
    where: 'copy',
    before: `mkdir -p /srv/app/lib && cd /srv/app && echo '{ "name": "lib", "version": "1.0.0" }' >lib/package.json
echo '{ "name": "app", "version": "1.0.0", "dependencies": { "lib": "file:lib" } }' >package.json
npm install --offline --package-lock-only`,
    proof: '[ -e /srv/app/node_modules/lib/package.json ]',
  },
  packages: {
    before: 'DEBIAN_FRONTEND=noninteractive apt-get -qqy purge nginx nginx-common curl >/dev/null',
    proof: 'command -v nginx && command -v curl',
  },
  pip: someWheels,
  repository: signedPool,
  script: {
    before: 'rm -f /srv/schema.done',
    files: { 'files/load-schema.sh': '#!/bin/sh\necho "$*" >/srv/schema.done\n' },
    proof: 'grep -xe "--database shop" /srv/schema.done',
  },
  shell: {
    before:
      'mkdir -p /srv/words && printf "one\\ntwo\\none\\n" >/srv/words/words; rm -f /srv/words/words.count',
    proof: 'grep -x 2 /srv/words/words.count',
  },
  treeSwap: {
    after: ['compile'],
    before:
      'mkdir -p /opt/httpd/bin; cp /var/tmp/httpd-stage/opt/httpd/bin/apachectl /opt/httpd/bin; rm -f /run/apachectl',
    proof: '[ -e /opt/httpd/bin/server.o ] && grep -x stop /run/apachectl',
  },
} as const satisfies Readonly<Record<string, Ground | (() => Promise<Ground>)>>;
