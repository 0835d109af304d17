import { describe, expect, it } from 'vitest';
import { diffLines } from '../../src/reporters/diff-lines.ts';

describe('diffLines', () => {
  it('is a unified diff in which control characters are visible and tabs are kept', () => {
    const before = 'Listen 80\n\tServerName a\nTimeout 60\n';
    const after = 'Listen 443\n\tServerName a\nTimeout \u001b[31m60\n';
    expect(
      diffLines({ summary: 'content', diff: { path: '/etc/httpd\n.conf', before, after } }),
    ).toMatchInlineSnapshot(`
      "--- /etc/httpd\\n.conf
      +++ /etc/httpd\\n.conf
      @@ -1,3 +1,3 @@
      -Listen 80
      +Listen 443
       	ServerName a
      -Timeout 60
      +Timeout \\x1b[31m60"
    `);
  });

  it('is empty without text to compare', () => {
    expect(diffLines({ summary: 'mode 0644 → 0600' })).toBe('');
    expect(diffLines({ summary: 'same', diff: { path: '/a', before: 'x', after: 'x' } })).toBe('');
  });

  it('shows the texts of several files one after the other, without those that stay the same', () => {
    const diff = ['a', 'b', 'c'].map((path) => ({
      path,
      before: 'x\n',
      after: path === 'b' ? 'x\n' : 'y\n',
    }));
    expect(diffLines({ summary: 'content', diff })).toMatchInlineSnapshot(`
      "--- a
      +++ a
      @@ -1,1 +1,1 @@
      -x
      +y
      --- c
      +++ c
      @@ -1,1 +1,1 @@
      -x
      +y"
    `);
  });

  it('says how many lines it left out', () => {
    const after = Array.from({ length: 100 }, (_, index) => `line ${index}\n`).join('');
    const diff = { path: '/a', before: '', after };
    expect(diffLines({ summary: 'content', diff }, { maxLines: 3 })).toMatchInlineSnapshot(`
      "--- /a
      +++ /a
      @@ -0,0 +1,100 @@
      +line 0
      +line 1
      … 98 more lines left out"
    `);
  });

  it('gives up on texts that have nothing in common', () => {
    const textOf = (name: string) =>
      Array.from({ length: 20_000 }, (_, index) => `${name} ${index}\n`).join('');
    const diff = { path: '/a', before: textOf('old'), after: textOf('new') };
    expect(diffLines({ summary: 'content', diff })).toMatchInlineSnapshot(
      `"/a: too different to compare, 20001 lines before and 20001 after"`,
    );
  });

  it('paints added and removed lines when asked', () => {
    const diff = { path: '/a', before: 'x\n', after: 'y\n' };
    expect(diffLines({ summary: 'content', diff }, { colours: true })).toContain('\u001b[32m+y');
  });
});
