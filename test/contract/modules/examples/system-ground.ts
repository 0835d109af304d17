import type { Ground, NoGround } from './ground.ts';

const deployer = 'id deploy 2>/dev/null || useradd -m deploy';

/** For modules whose subject is the system: its users, settings and services. */
export const systemGround = {
  authorizedKey: {
    before: `${deployer}; rm -rf /home/deploy/.ssh`,
    proof: 'ssh-keygen -l -f /home/deploy/.ssh/authorized_keys',
  },
  cron: { before: 'crontab -r 2>/dev/null || :', proof: 'crontab -l | grep "^0 3 .*/var/log/app"' },
  hostname: {
    before: 'hostname before; echo before >/etc/hostname',
    proof: '[ "$(hostname)" = web1.example.com ]',
  },
  kernelModule: {
    why: 'a guest shares the kernel of the machine that it runs on, which loads no module for it',
    test: 'test/modules/kernel-module.test.ts',
  },
  limits: { proof: 'grep -r "postgres.*nofile.*65536" /etc/security/limits.d' },
  locale: { before: 'echo LANG=C >/etc/default/locale', proof: 'locale -a | grep -i de_de.utf' },
  mount: { proof: 'findmnt -t tmpfs /srv/sessions' },
  reboot: { before: 'rm -f /run/reboot-required', ends: ['ok', 'ok'] },
  selinux: { why: 'a guest has a Debian without SELinux', test: 'test/modules/selinux.test.ts' },
  service: {
    before: 'systemctl disable --now nginx',
    proof: 'systemctl is-active nginx && systemctl is-enabled nginx',
  },
  sudoers: {
    before: `${deployer}; rm -f /etc/sudoers.d/deploy`,
    proof: 'sudo -l -U deploy | grep "systemctl restart app"',
  },
  sysctl: {
    before:
      'mount -o remount,bind,rw /proc/sys/net 2>/dev/null || mount -o remount,bind,rw /proc/sys; echo 0 >/proc/sys/net/ipv4/tcp_syncookies',
    proof: 'grep 1 /proc/sys/net/ipv4/tcp_syncookies',
  },
  systemdUnit: {
    before: 'printf "[Service]\\nExecStart=/bin/true\\n" >/etc/systemd/system/backup.service',
    proof: 'systemctl start backup.timer && systemctl is-active backup.timer',
  },
  timezone: {
    before: 'ln -sfn /usr/share/zoneinfo/Europe/Berlin /etc/localtime; echo Europe/Berlin >/etc/timezone',
    proof: '[ "$(date +%Z)" = UTC ]',
  },
  user: { before: 'groupadd -f ssl-cert; userdel app 2>/dev/null || :', proof: 'id app | grep ssl-cert' },
  userGroup: { proof: 'getent group operators | grep :1500:' },
} as const satisfies Readonly<Record<string, Ground | NoGround>>;
