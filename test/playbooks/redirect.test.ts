import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { accounts } from '../../playbooks/secure-portal/accounts.ts';
import { configuration } from '../../playbooks/secure-portal/configuration.ts';
import { existingRoute } from '../../playbooks/secure-portal/existing-route.ts';
import { portalOrigin } from '../../playbooks/secure-portal/portal-origin.ts';
import { variables } from '../../playbooks/secure-portal/variables.ts';
import { file } from '../../src/modules/file.ts';
import { runHere } from '../support/local-host.ts';

const directory = resolve(import.meta.dirname, '../../playbooks');

/** Where the plain port sends browsers, by the configuration that a check would write. */
async function redirects(given: object): Promise<readonly string[]> {
  const vars = variables.parse({ inventory_hostname: 'x', httpd_user: 'nobody', ...given });
  const folders = [vars.work_directory, '/etc/apache2/sites-enabled'].map((path) =>
    file(path, { path, state: 'directory' }),
  );
  const tasks =
    vars.portal_route === 'existing' ? existingRoute(vars) : [configuration(vars, accounts(vars))];
  const { events } = await runHere([...folders, ...tasks], { check: true, directory });
  const changes = events.flatMap((event) =>
    event.is === 'task-finished' && event.outcome.is === 'changed' ? event.outcome.changes : [],
  );
  const text = changes
    .flatMap(({ diff = [] }) => [diff].flat())
    .map(({ after }) => after)
    .join('\n');
  return [...text.matchAll(/Redirect permanent .*"(https:[^"%]*?)\/?["%]/g)].map(([, to = '']) => to);
}

describe('the plain port', () => {
  it.each([
    ['private', 'portal.lab', 57_782, 'https://portal.lab:57782'],
    ['private', 'portal.lab', 443, 'https://portal.lab'],
    ['standalone', 'portal.lab', 443, 'https://portal.lab'],
    ['standalone', '2001:db8::1', 443, 'https://[2001:db8::1]'],
    ['standalone', '2001:db8::1', 57_782, 'https://[2001:db8::1]:57782'],
    ['existing', 'portal.lab', 443, 'https://portal.lab'],
    ['existing', 'portal.lab', 8443, 'https://portal.lab:8443'],
  ])(
    'of the route %s redirects to where probes expect %s by TLS on %d',
    async (route, name, port, origin) => {
      const given = { portal_route: route, public_name: name, tls_port: port };
      expect(portalOrigin({ publicName: name, tlsPort: port })).toBe(origin);
      expect(await redirects(given)).toEqual([origin]);
    },
  );
});
