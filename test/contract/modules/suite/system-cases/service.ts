import { service } from '../../../../../src/modules/service.ts';
import type { ModuleCase } from '../module-case.ts';

export const serviceCase: ModuleCase = {
  module: 'service',
  before:
    'for n in on off; do printf "[Service]\\nExecStart=/bin/sleep 1000\\n[Install]\\nWantedBy=multi-user.target\\n" >/etc/systemd/system/served-$n.service; done; systemctl daemon-reload; systemctl disable --now served-on 2>/dev/null; systemctl enable --now served-off 2>/dev/null',
  tasks: () => [
    service('on', { name: 'served-on', manager: { is: 'systemd', enabled: true } }),
    service('off', { name: 'served-off', state: 'stopped', manager: { is: 'systemd', enabled: false } }),
  ],
  look: 'for n in on off; do systemctl is-active served-$n; systemctl is-enabled served-$n; done || :',
  wrong: { call: () => service('s', { name: 'app', state: 'up' as 'started' }), says: 'state: ' },
};
