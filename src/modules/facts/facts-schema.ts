import { z } from 'zod';

const os = z.strictObject({
  hostname: z.string(),
  kernel: z.string().meta({ description: 'Such as Linux.' }),
  release: z.string().meta({ description: 'Of the kernel.' }),
  architecture: z.string().meta({ description: 'As uname has it: x86_64, aarch64.' }),
  id: z.string().meta({ description: 'Of the distribution, such as debian; empty where nothing tells.' }),
  like: z.array(z.string()).readonly().meta({ description: 'The distributions it is made from.' }),
  name: z.string().meta({ description: 'For people, such as Debian GNU/Linux 12 (bookworm).' }),
  version: z.string().meta({ description: 'Such as 12 or 9.4; empty for one that rolls.' }),
  codename: z.string(),
  init: z.string().meta({ description: 'systemd, openrc, or the name of process 1.' }),
  packageManager: z.string().meta({ description: 'apt-get, dnf, yum, zypper, apk or pacman; else empty.' }),
  bootId: z.string(),
  cpus: z.int().optional(),
  memoryBytes: z.int().optional(),
});

const packages = z.strictObject({
  manager: z.enum(['dpkg', 'rpm', 'apk', 'pacman', 'none']),
  installed: z
    .array(z.strictObject({ name: z.string(), version: z.string(), architecture: z.string() }).readonly())
    .readonly(),
});

const service = z.strictObject({
  name: z.string().meta({ description: 'With systemd the unit without .service.' }),
  state: z.enum(['running', 'ended', 'stopped', 'starting', 'failed', 'unknown']),
  boot: z
    .string()
    .meta({ description: 'As systemd has it: enabled, disabled, static, masked; else unknown.' }),
});

const user = z.strictObject({
  name: z.string(),
  uid: z.int(),
  gid: z.int(),
  comment: z.string(),
  home: z.string(),
  shell: z.string(),
  groups: z.array(z.string()).readonly().meta({ description: 'Its own first.' }),
});

const mount = z.strictObject({
  source: z.string(),
  path: z.string(),
  type: z.string(),
  options: z.array(z.string()).readonly(),
  bytes: z
    .int()
    .optional()
    .meta({ description: 'Of local file systems only: a dead server is not waited for.' }),
  freeBytes: z.int().optional(),
});

const networkInterface = z.strictObject({
  name: z.string(),
  mac: z.string().optional(),
  mtu: z.int().optional(),
  state: z.string().meta({ description: 'up, down, unknown …' }),
  addresses: z.array(z.strictObject({ address: z.string(), prefix: z.int() }).readonly()).readonly(),
  gateway: z.string().optional().meta({ description: 'Where its default route leads.' }),
});

const certificate = z.strictObject({
  subject: z.string(),
  issuer: z.string(),
  notBefore: z.string(),
  notAfter: z.string(),
  names: z.array(z.string()).readonly(),
  fingerprint256: z.string(),
  selfSigned: z.boolean(),
});

const certificateFile = z.strictObject({
  path: z.string(),
  is: z.enum(['read', 'absent', 'unreadable', 'no certificate']),
  chain: z.array(certificate.readonly()).readonly().meta({ description: 'In the order of the file.' }),
});

/** What can be known of a host, subset by subset. */
export const factsSchema = z.strictObject({
  os: os.readonly(),
  packages: packages.readonly(),
  services: z.array(service.readonly()).readonly(),
  users: z.array(user.readonly()).readonly(),
  mounts: z.array(mount.readonly()).readonly(),
  interfaces: z.array(networkInterface.readonly()).readonly(),
  certificates: z.array(certificateFile.readonly()).readonly(),
});

export type Facts = z.output<typeof factsSchema>;
