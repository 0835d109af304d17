import { describe, expect, it } from 'vitest';
import { splitArguments } from '../../../../src/cli/commands/exec/split-arguments.ts';

describe('the arguments of -a', () => {
  it.each([
    ['name=httpd,state=started', { name: 'httpd', state: 'started' }],
    ['name=httpd state=started', { name: 'httpd', state: 'started' }],
    ['names=nginx,curl,state=present', { names: 'nginx,curl', state: 'present' }],
    ['script="uname -r, x=3" directory=/', { script: 'uname -r, x=3', directory: '/' }],
    [String.raw`content="say \"a, b=c\""`, { content: 'say "a, b=c"' }],
    ["content='a\\b'", { content: 'a\\b' }],
    ['url=http://x/?a=b', { url: 'http://x/?a=b' }],
    ['manager.is=systemd,manager.reload=yes', { manager: { is: 'systemd', reload: 'yes' } }],
    ['{"names": ["nginx"], "recommends": true}', { names: ['nginx'], recommends: true }],
    ['content=', { content: '' }],
    ['', {}],
  ])('%s', (text, expected) => {
    expect(splitArguments([text])).toEqual(expected);
  });

  it('come from several flags together', () => {
    expect(splitArguments(['name=httpd', '{"state": "started"}'])).toEqual({
      name: 'httpd',
      state: 'started',
    });
  });

  it.each([
    [['httpd'], '-a httpd: "httpd" is not key=value'],
    [['name=a httpd b'], undefined],
    [['name=a', 'name=b'], '-a gives name twice'],
    [['a=1', 'a.b=2'], '-a gives a.b twice'],
    [['{"a": '], /^-a {"a": {2}is not JSON: /],
  ])('%j', (given, complaint) => {
    if (complaint === undefined) expect(splitArguments(given)).toEqual({ name: 'a httpd b' });
    else expect(() => splitArguments(given)).toThrow(complaint);
  });
});
