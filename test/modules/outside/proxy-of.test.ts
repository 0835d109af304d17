import { expect, it } from 'vitest';
import { proxyOf } from '../../../src/modules/outside/proxy-of.ts';

const url = new URL('https://files.example.org/a');

it.each([
  [{}, undefined],
  [{ https_proxy: '' }, undefined],
  [{ http_proxy: 'http://p:1' }, undefined],
  [{ https_proxy: 'http://p:1', HTTPS_PROXY: 'http://q:1' }, 'http://p:1'],
  [{ HTTPS_PROXY: 'p:1' }, 'http://p:1'],
  [{ ALL_PROXY: 'http://p:1' }, 'http://p:1'],
  [{ https_proxy: 'http://p:1', no_proxy: '*' }, undefined],
  [{ https_proxy: 'http://p:1', no_proxy: 'localhost, example.org' }, undefined],
  [{ https_proxy: 'http://p:1', NO_PROXY: '.Example.org' }, undefined],
  [{ https_proxy: 'http://p:1', no_proxy: 'example.org:443' }, undefined],
  [{ https_proxy: 'http://p:1', no_proxy: 'example.org:8443' }, 'http://p:1'],
  [{ https_proxy: 'http://p:1', no_proxy: 'ample.org' }, 'http://p:1'],
])('reads %o as curl does', (environment, proxy) => {
  expect(proxyOf(url, environment)).toBe(proxy);
});

it('leaves out an address of version 6', () => {
  const loopback = new URL('http://[::1]:8080/');
  expect(proxyOf(loopback, { http_proxy: 'p:1', no_proxy: '::1' })).toBeUndefined();
  expect(proxyOf(loopback, { http_proxy: 'p:1', no_proxy: '[::1]:8080' })).toBeUndefined();
});
