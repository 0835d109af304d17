import type { Ground } from './ground.ts';

const site = 'mkdir -p /srv/site && echo Welcome >/srv/site/index.html';
const archive =
  'mkdir -p /srv/app-1.0 /usr/src /var/cache && echo app >/srv/app-1.0/main.c && tar -C /srv -czf /var/cache/app-1.0.tar.gz app-1.0; rm -rf /usr/src/app';

/** For modules whose subject is a file or a tree. */
export const fileGround = {
  acl: {
    before: `${site}; setfacl -b /srv/site`,
    proof: 'getfacl -cp /srv/site | grep -x user:www-data:r-x',
  },
  archive: { before: `${site}; rm -f /var/backups/site.tar.gz`, proof: 'tar -tzf /var/backups/site.tar.gz' },
  assemble: {
    before: 'mkdir -p /etc/app; rm -f /etc/app/rules.conf',
    files: { 'rules.d/10-first': 'allow one\n', 'rules.d/20-second': 'deny all\n' },
    proof: '[ "$(tr "\\n" , </etc/app/rules.conf)" = "allow one,# ---,deny all," ]',
  },
  blockInFile: { before: 'sed -i /192.0.2/d /etc/hosts', proof: 'grep -x "192.0.2.2 two" /etc/hosts' },
  copy: {
    before: 'rm -rf /srv/site',
    files: { 'site/index.html': 'Welcome\n' },
    proof: '[ "$(stat -c "%U %a" /srv/site/index.html)" = "www-data 644" ]',
  },
  download: {
    before:
      'rm -f /var/cache/app-1.0.tar.gz; grep www.example.com /etc/hosts || echo 127.0.0.1 www.example.com >>/etc/hosts',
    files: { 'archives/app-1.0.tar.gz': 'app 1.0\n' },
    proof: 'grep "app 1.0" /var/cache/app-1.0.tar.gz',
  },
  fetch: { before: 'echo started >/var/log/app.log' },
  file: {
    before: 'id app 2>/dev/null || useradd -r app; rm -rf /var/log/app',
    proof: '[ "$(stat -c "%U %a" /var/log/app)" = "app 750" ]',
  },
  iniFile: {
    before: 'mkdir -p /opt/csp; printf "[LOCAL]\\nSSL=0\\n" >/opt/csp/CSP.ini',
    proof: 'grep -x SSL=1 /opt/csp/CSP.ini',
  },
  lineInFile: {
    before: 'mkdir -p /etc/selinux; echo SELINUX=permissive >/etc/selinux/config',
    proof: 'grep -x SELINUX=enforcing /etc/selinux/config',
  },
  replace: { before: 'echo 192.0.2.9 old.example >>/etc/hosts', proof: 'grep "new.example" /etc/hosts' },
  tempDir: { ends: ['changed', 'changed'], proof: '[ "$(stat -c %a /var/tmp/build.*)" = "700\n700" ]' },
  template: {
    before: 'rm -f /etc/nginx/nginx.conf',
    files: {
      'nginx.conf.ejs': `user www-data;
worker_processes <%= workers %>;
pid /run/nginx.pid;
events {}
http { include /etc/nginx/conf.d/*.conf; include /etc/nginx/sites-enabled/*; }
`,
    },
    proof: 'grep "worker_processes 4" /etc/nginx/nginx.conf',
  },
  unarchive: { before: archive, proof: 'grep app /usr/src/app/main.c' },
} as const satisfies Readonly<Record<string, Ground>>;
