import type { Ground, NoGround } from './ground.ts';

const server = (text: string) => `echo '${text}' >/etc/nginx/conf.d/ground.conf; systemctl restart nginx`;
const site = server(`server {
  listen 443 ssl; server_name www.example.com; root /usr/share/nginx/html; ssl_protocols TLSv1.2 TLSv1.3;
  ssl_certificate /etc/ssl/site.pem; ssl_certificate_key /etc/ssl/private/site.key;
}`);

/** For modules that are about servers and certificates. */
export const networkGround = {
  cert: {
    before: 'rm -f /etc/ssl/site.pem /etc/ssl/private/site.key',
    proof: 'openssl x509 -in /etc/ssl/site.pem -noout -checkhost www.example.com | grep "does match"',
  },
  firewall: { why: 'a guest may not change its network', test: 'test/modules/firewall.test.ts' },
  httpProbe: { after: ['cert'], before: site, ends: ['ok', 'ok'] },
  knownHost: {
    before: 'rm -f /etc/ssh/ssh_known_hosts',
    proof: 'ssh-keygen -F git.example.com -f /etc/ssh/ssh_known_hosts',
  },
  tlsProbe: { after: ['cert'], before: site, ends: ['ok', 'ok'] },
  trustedCa: { after: ['cert'], proof: 'openssl verify -CApath /etc/ssl/certs /etc/ssl/site.pem' },
  uri: { before: server('server { listen 127.0.0.1:8500; return 204; }'), ends: ['changed', 'changed'] },
  waitFor: { before: server('server { listen 5432; return 204; }'), ends: ['ok', 'ok'] },
} as const satisfies Readonly<Record<string, Ground | NoGround>>;
