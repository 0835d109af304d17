import { describe, expect, it } from 'vitest';
import { editProperties } from '../../../playbooks/secure-portal/clients/edit-properties.ts';

const before = String.raw`# debug=true
debug : false
  trustStore=/old/store.p12
cipherSuites = TLS_AES_256_GCM_SHA384,\
   TLS_AES_128_GCM_SHA256
! trustStore=/not/this
logFile C:\\logs\\ssl.log
trustStore.second=/other`.split('\n');

describe('SSLConfig.properties', () => {
  it('is set property by property; comments, order and others stay', () => {
    const properties = { trustStore: '/etc/trust.p12', cipherSuites: 'A,B', trustStoreType: 'PKCS12' };
    expect(editProperties(before, properties).join('\n')).toMatchInlineSnapshot(`
      "# debug=true
      debug : false
      trustStore=/etc/trust.p12
      cipherSuites=A,B
      ! trustStore=/not/this
      logFile C:\\\\logs\\\\ssl.log
      trustStore.second=/other
      trustStoreType=PKCS12"
    `);
  });

  it('is left alone where a value is written in another way', () => {
    const properties = {
      debug: 'false',
      logFile: String.raw`C:\logs\ssl.log`,
      cipherSuites: 'TLS_AES_256_GCM_SHA384,TLS_AES_128_GCM_SHA256',
    };
    expect(editProperties(before, properties)).toEqual(before);
  });

  it.each([String.raw`C:\Zertifikate\größe.p12`, ' leading', 'a=b:c#d!e', 'tab\there', '😀'])(
    'reads %j back as it was given',
    (value) => {
      const once = editProperties([], { trustStore: value });
      expect(once.join('')).toMatch(/^[\x20-\x7e]*$/);
      expect(editProperties(once, { trustStore: value })).toEqual(once);
    },
  );
});
