import { describe, expect, it } from 'vitest';
import { deniedPaths, managementPath } from '../../playbooks/secure-portal/denied-paths.ts';

/** JavaScript has the mark for any case outside of the pattern. */
const compiled = (pattern: string) =>
  pattern.startsWith('(?i)') ? new RegExp(pattern.slice(4), 'i') : new RegExp(pattern);
const isDenied = (path: string) => deniedPaths.some(({ pattern }) => compiled(pattern).test(path));

describe('the denied paths', () => {
  it.each([
    '/csp/bin/CSP.ini',
    '/csp/bin/csp.INI',
    '/bin/CSP.ini',
    '/csp/bin/CSP.ini/',
    '/csp/bin/CSP.ini;x',
    '/csp/bin/CSP.ini.bak',
    '/csp/bin/CSP.ini.2',
    '/csp/bin/CSP.ini~',
    '/csp/bin/CSP.ini.',
    '/csp/bin/CSP.log',
    '/csp/bin/CSPa24.so',
    '/csp/bin/anything',
    '/csp/bin',
    '/csp/sys/%43SP.ini',
    '/csp/bin%2fCSP.ini',
    '/cache.cpf',
    '/.git/config',
  ])('hold %s', (path) => {
    expect(isDenied(path)).toBe(true);
  });

  it.each([
    '/csp/sys/UtilHome.csp',
    '/csp/sys/%CSP.Portal.Home.zen',
    '/csp/bin/Systems/Module.cxw',
    '/csp/bin/RunTime/Module.cxw',
    '/csp/broker/portal.css',
    '/csp/user/login.csp',
    '/.well-known/acme-challenge/x',
  ])('leave %s', (path) => {
    expect(isDenied(path)).toBe(false);
  });

  it('are not the management pages, which some addresses may open', () => {
    expect(compiled(managementPath).test('/csp/bin/Systems/Module.cxw')).toBe(true);
    expect(compiled(managementPath).test('/csp/bin/RunTime/Module.cxw')).toBe(false);
  });
});
