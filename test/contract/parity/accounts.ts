import type { SystemSuite } from './system-parity.ts';

/** How accounts whose names begin with `tried` are seen, and taken away again. Passwords have a day that changes. */
export const accounts: Omit<SystemSuite, 'source'> = {
  programs: ['useradd', 'usermod', 'groupadd', 'ssh-keygen'],
  begin: 'mkdir /base && cd /etc && cp -a passwd group shadow gshadow subuid subgid /base',
  reset: 'cp -a /base/. /etc; rm -rf /home/tried* /srv/tried* /var/mail/tried*',
  look: `cd /etc; grep ^tried passwd; grep tried group gshadow; grep ^tried shadow | cut -d : -f 1,2,4-; grep ^tried subuid subgid | cut -d : -f 1,3
for d in /home/tried* /srv/tried* /var/mail/tried*; do [ ! -e "$d" ] || { stat -c '%n %A %U:%G' "$d"; ls -A "$d"; }; done
for k in /home/tried/.ssh /home/tried/.ssh/*; do [ ! -e "$k" ] || stat -c '%n %A %U:%G' "$k"; done
for k in /home/tried/.ssh/*.pub; do [ ! -e "$k" ] || ssh-keygen -l -f "$k" | cut -d ' ' -f 1,3-; done; :`,
};
