import { describe, expect, it } from 'vitest';
import { terminalOf } from '../../src/cli/terminal-of.ts';

const terminal = { isTTY: true, columns: 72 };
const pipe = {};

describe('a stream', () => {
  it.each([
    ['a terminal', terminal, {}, { isLive: true, colours: true }],
    ['a pipe', pipe, {}, { isLive: false, colours: false }],
    ['a dumb terminal', terminal, { TERM: 'dumb' }, { isLive: false, colours: false }],
    ['a terminal of a CI', terminal, { CI: 'true' }, { isLive: false, colours: true }],
    ['a terminal where CI is false', terminal, { CI: 'false' }, { isLive: true, colours: true }],
    ['a terminal with NO_COLOR', terminal, { NO_COLOR: '1' }, { isLive: true, colours: false }],
    ['a terminal with an empty NO_COLOR', terminal, { NO_COLOR: '' }, { isLive: true, colours: true }],
    ['a pipe with FORCE_COLOR', pipe, { FORCE_COLOR: '1' }, { isLive: false, colours: true }],
    ['a terminal with FORCE_COLOR=0', terminal, { FORCE_COLOR: '0' }, { isLive: true, colours: false }],
    ['both wishes', pipe, { FORCE_COLOR: '', NO_COLOR: '1' }, { isLive: false, colours: true }],
  ])('that is %s', (_, stream, environment, expected) => {
    expect(terminalOf(stream, environment)).toMatchObject(expected);
  });

  it.each([
    [undefined, 100],
    [72, 72],
    [300, 100],
    [0, 40],
  ])('with %s columns gets lines of at most %s', (columns, expected) => {
    expect(terminalOf(columns === undefined ? {} : { columns }, {}).columns).toBe(expected);
  });
});
