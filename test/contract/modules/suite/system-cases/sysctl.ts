import { sysctl } from '../../../../../src/modules/sysctl.ts';
import type { ModuleCase } from '../module-case.ts';

export const sysctlCase: ModuleCase = {
  module: 'sysctl',
  before:
    'mount -o remount,bind,rw /proc/sys/net 2>/dev/null || mount -o remount,bind,rw /proc/sys; echo 0 >/proc/sys/net/ipv4/ip_forward; echo 1 >/proc/sys/net/ipv4/tcp_syncookies; printf "# ours\\nnet/ipv4/ip_forward=0\\nnet.ipv4.conf.all.rp_filter = 2\\n" >/etc/sysctl.d/50-tried.conf; rm -f /etc/sysctl.d/90-drover.conf',
  tasks: () => [
    sysctl('changed', { name: 'net.ipv4.ip_forward', value: 1, path: '/etc/sysctl.d/50-tried.conf' }),
    sysctl('new', { name: 'net.ipv4.tcp_syncookies', value: '0' }),
    sysctl('gone', {
      name: 'net.ipv4.conf.all.rp_filter',
      state: 'absent',
      path: '/etc/sysctl.d/60-gone.conf',
    }),
  ],
  look: 'cat /proc/sys/net/ipv4/ip_forward /proc/sys/net/ipv4/tcp_syncookies; ls -l --time-style=+%T /etc/sysctl.d; cat /etc/sysctl.d/60-gone.conf /etc/sysctl.d/50-tried.conf /etc/sysctl.d/90-drover.conf 2>/dev/null || :',
  wrong: {
    call: () => sysctl('s', { name: 'forward', value: 1 }),
    says: 'name: must be the name of a setting',
  },
};
