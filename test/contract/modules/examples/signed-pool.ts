import { createHash } from 'node:crypto';
import { signer } from '../../../support/signer.ts';
import type { Ground } from './ground.ts';

const packages = `Package: ours
Version: 1.0
Architecture: all
Filename: pool/ours.deb
Size: 0
SHA256: ${sha256('')}
`;

const release = `Suite: stable
Codename: stable
Architectures: all
Components: main
SHA256:
 ${sha256(packages)} ${packages.length} main/binary-all/Packages
`;

const server = `server {
  listen 443 ssl; server_name packages.example.org; root /srv/pool;
  ssl_certificate /srv/pool.pem; ssl_certificate_key /srv/pool.key;
}`;

/** A web server on the host itself that has a repository of apt, signed by `files/ours.asc`. */
export async function signedPool(): Promise<Ground> {
  using ours = signer('ours');
  const place = '/srv/pool/debian/dists/stable';
  const before = `grep packages.example.org /etc/hosts || echo 127.0.0.1 packages.example.org >>/etc/hosts
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout /srv/pool.key -out /srv/pool.pem -days 2 \\
  -subj /CN=packages.example.org -addext subjectAltName=DNS:packages.example.org 2>/dev/null
cp /srv/pool.pem /usr/local/share/ca-certificates/pool.crt; update-ca-certificates >/dev/null 2>&1
mkdir -p ${place}/main/binary-all; echo '${packages.trim()}' >${place}/main/binary-all/Packages
echo '${release.trim()}' >${place}/Release; echo '${(await ours.sign(release)).trim()}' >${place}/Release.gpg
echo '${server}' >/etc/nginx/conf.d/ground.conf; systemctl restart nginx; rm -rf /etc/apt/sources.list /etc/apt/sources.list.d/* /var/lib/apt/lists/*`;
  return {
    before,
    files: { 'files/ours.asc': ours.publicKey },
    proof: 'apt-cache madison ours | grep packages.example.org',
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
