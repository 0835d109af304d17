import type { Variables } from './variables.ts';

interface Layout {
  readonly program: string;
  /** A file of our own, included after the others, so that its host is nobody's default; the vendor's marked blocks stay. */
  readonly conf: string;
  readonly unit: string;
  readonly modules: string;
}

/** Where distributions keep their httpd. Source: their packages. */
export const existingLayouts: Readonly<Record<Variables['existing_layout'], Layout>> = {
  debian: {
    program: '/usr/sbin/apache2ctl',
    conf: '/etc/apache2/sites-enabled/zz-drover-portal.conf',
    unit: 'apache2.service',
    modules: '/usr/lib/apache2/modules',
  },
  rhel: {
    program: '/usr/sbin/httpd',
    conf: '/etc/httpd/conf.d/zz-drover-portal.conf',
    unit: 'httpd.service',
    modules: '/etc/httpd/modules',
  },
};
