import { type Query, query, sh } from 'drover';
import { rows } from './rows.ts';

/** Web servers that are installed on a host. */
export interface WebServers {
  /** Programs of httpd and nginx, wherever such are usually put. */
  readonly programs: readonly string[];
  /** Files of the system's httpd that load a module of a gateway. */
  readonly gatewayFiles: readonly string[];
  /** Of the paths that were asked for, those that are there. */
  readonly there: readonly string[];
}

/** Asks for web servers, and whether some paths are there. */
export function webServers(paths: readonly string[]): Query<WebServers> {
  return query(
    sh`for program in /usr/sbin/httpd /usr/sbin/apache2 /usr/sbin/nginx /usr/local/apache2/bin/httpd /usr/local/sbin/httpd /opt/*/bin/httpd; do
  [ -x "$program" ] && printf 'program\t%s\n' "$program"
done
grep -lsE '^[[:blank:]]*LoadModule[[:blank:]].*(CSPa|mod_csp)[0-9]*(Sys)?\.so' /etc/apache2/*.conf /etc/apache2/*-enabled/* /etc/httpd/conf/*.conf /etc/httpd/conf.d/*.conf /etc/httpd/conf.modules.d/*.conf | sed 's/^/gateway	/'
for path in ${paths}; do [ -e "$path" ] && printf 'there\t%s\n' "$path"; done
:`,
    { reads: 'everything', parse: ({ stdout }) => parse(stdout) },
  );
}

function parse(told: string): WebServers {
  const told1 = (tag: string) => rows(told, tag).flatMap(([path = '']) => path);
  return { programs: told1('program'), gatewayFiles: told1('gateway'), there: told1('there') };
}
