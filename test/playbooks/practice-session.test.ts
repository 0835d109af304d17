import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

const files = new URL('../../playbooks/practice/files/', import.meta.url).pathname;

describe('the stand-in for a session of an instance', () => {
  let directory = '';

  beforeAll(() => {
    directory = mkdtempSync(`${tmpdir()}/session-`);
    const sources = 'session/*.c superserver/security_store.c';
    const compiler = `cc -O1 -Wall -Wextra -Werror -D_GNU_SOURCE -I superserver ${sources} -lm -o ${directory}/session`;
    execFileSync('sh', ['-c', compiler], { cwd: files, stdio: ['ignore', 'ignore', 'inherit'] });
  }, 60_000);
  beforeEach(() => {
    rmSync(`${directory}/mgr`, { recursive: true, force: true });
    mkdirSync(`${directory}/mgr`);
    for (const name of ['server.pem', 'server.key', 'ca.pem']) writeFileSync(`${directory}/mgr/${name}`, '');
    writeFileSync(
      `${directory}/iris.cpf`,
      '[Startup]\nWebServer=1\nWebServerPort=52773\n[Net]\nWebServer=7\n',
    );
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  const session = (lines: readonly string[], options: readonly string[] = ['-I', '-s', '-o']) => {
    const words = ['-i', 'IRIS', '-d', directory, '-c', `${directory}/iris.cpf`, '-n', '%SYS', ...options];
    const { stdout, status } = spawnSync(`${directory}/session`, words, {
      input: `${lines.join('\n')}\n`,
      encoding: 'utf8',
      timeout: 10_000,
    });
    return { status, text: stdout.replace(/^\nNode: .*, Instance: IRIS\n/, '') };
  };
  const said = (line: string, options?: readonly string[]) =>
    session([line, 'halt'], options).text.replaceAll('\n%SYS>\n', '').trimEnd();
  const create =
    'set p("Type")=1,p("CertificateFile")="server.pem",p("PrivateKeyFile")="server.key" set sc=##class(Security.SSLConfigs).Create("%SuperServer",.p)';
  const status = 'write "RESULT=",$system.Status.IsOK(sc)," ",$system.Status.GetErrorText(sc),!';
  const kept = () => readFileSync(`${directory}/mgr/practice-security.ini`, 'utf8');

  it('prints its prompts to a pipe, and what a line writes after them', () => {
    expect(session(['write 1+1,!', 'zn "USER"', 'halt']).text).toBe('\n%SYS>\n2\n\n%SYS>\n\nUSER>\n');
  });

  it('keeps an SSL configuration and gives it back', () => {
    expect(session([create, status, 'halt']).text).toContain('RESULT=1 \n');
    expect(said('do ##class(Security.SSLConfigs).Get("%SuperServer",.q) zwrite q')).toMatchInlineSnapshot(`
      "q("CAFile")=""
      q("CAPath")=""
      q("CertificateFile")="server.pem"
      q("CipherList")="ALL:!aNULL:!eNULL:!EXP:!SSLv2"
      q("Ciphersuites")="TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256"
      q("Description")=""
      q("DiffieHellmanBits")=0
      q("Enabled")=1
      q("OCSP")=0
      q("PrivateKeyFile")="server.key"
      q("PrivateKeyPassword")=""
      q("PrivateKeyType")=2
      q("Protocols")=""
      q("TLSMaxVersion")=32
      q("TLSMinVersion")=16
      q("Type")=1
      q("VerifyDepth")=9
      q("VerifyPeer")=0"
    `);
    expect(kept()).toContain('[Security.SSLConfigs:%SuperServer]\n');
  });

  it('changes only what is given', () => {
    session([
      create,
      'kill p set p("VerifyPeer")=3,p("CAFile")="ca.pem" do ##class(Security.SSLConfigs).Modify("%SuperServer",.p)',
      'halt',
    ]);
    expect(kept()).toMatch(/CertificateFile=server\.pem\n[^]*VerifyPeer=3\n/);
  });

  it.each([
    ['p("CertificateFile")="nowhere.pem",p("PrivateKeyFile")="server.key"', '"nowhere.pem" does not exist'],
    ['p("CertificateFile")="server.pem"', 'CertificateFile and PrivateKeyFile must both be given'],
    ['p("Type")=1,p("VerifyPeer")=2', 'VerifyPeer is not one of the values'],
    ['p("VerifyPeer")=3', 'VerifyPeer is not one of the values'],
    ['p("TLSMinVersion")=32,p("TLSMaxVersion")=16', 'must not be greater'],
    ['p("TLSMinVersion")=5', '"5" is not one of its values'],
    ['p("Nothing")=1', 'has no property Nothing'],
  ])('answers an error to %s, and keeps nothing', (values, error) => {
    const { text } = session([
      `set ${values} set sc=##class(Security.SSLConfigs).Create("one",.p)`,
      status,
      'halt',
    ]);
    expect(text).toContain(`RESULT=0 ERROR #5001: `);
    expect(text).toContain(error);
    expect(said('write ##class(Security.SSLConfigs).Exists("one")')).toBe('0');
  });

  it('answers an error for a configuration that is there already, and for one that is not', () => {
    const { text } = session([create, create, status, 'halt']);
    expect(text).toContain('RESULT=0 ERROR #5001: "%SuperServer" exists already');
    expect(
      said('kill p write $system.Status.GetErrorText(##class(Security.SSLConfigs).Modify("none",.p))'),
    ).toBe('ERROR #5001: SSL configuration "none" does not exist');
  });

  it('knows the properties of Caché as its class reference has them', () => {
    const old = ['-o'];
    const make = (property: string) =>
      said(`set p("${property}")=16 write +##class(Security.SSLConfigs).Create("a",.p)`, old);
    expect([make('TLSMinVersion'), make('Protocols')]).toEqual(['0', '1']);
    expect(said('write ##class(%Dictionary.CompiledClass).%ExistsId("Security.Servers")', old)).toBe('0');
    expect(said('set p("SSLSuperServer")=1 write ##class(Security.System).Modify("SYSTEM",.p)', old)).toBe(
      '1',
    );
    expect(kept()).toContain('[Security.System:SYSTEM]\nSSLSuperServer=1\n');
  });

  it('has each SuperServer with its own settings in the newer generation', () => {
    expect(said('write ##class(%Dictionary.CompiledClass).%ExistsId("Security.Servers")')).toBe('1');
    expect(
      said(
        'set p("SSLConfig")="any",p("SSLSupportLevel")=1 write ##class(Security.Servers).Modify(1972,"",.p)',
      ),
    ).toBe('1');
    expect(
      said(
        'do ##class(Security.Servers).Get(1972,"0.0.0.0",.p) write p("SSLConfig"),p("SSLSupportLevel"),p("EnableCSP")',
      ),
    ).toBe('any11');
    expect(said('write +##class(Security.Servers).Modify(4000,"",.p)')).toBe('0');
  });

  it.each([
    ['set x=', '<SYNTAX>', 6],
    ['frobnicate', '<SYNTAX>', 0],
    ['write "a', '<SYNTAX>', 8],
    ['write x', '<UNDEFINED> *x', 6],
    ['write p("Type")', '<UNDEFINED> *p("Type")', 6],
    ['write ##class(No.Such).Method()', '<CLASS DOES NOT EXIST> *No.Such', 31],
    ['do ##class(Security.System).Nothing()', '<METHOD DOES NOT EXIST> *Nothing,Security.System', 37],
    ['zn "NOWHERE"', '<NAMESPACE>', 12],
    ['do ^SECURITY', '<NOROUTINE> *SECURITY', 12],
    ['try { }', '<STAND-IN> try is not in this stand-in', 0],
  ])('fails at %s with %s, and goes on', (line, error, column) => {
    expect(session([line, 'write "on",!', 'halt'])).toEqual({
      status: 0,
      text: `\n%SYS>\n\n${line}\n${' '.repeat(column)}^\n${error}\n\n%SYS>\non\n\n%SYS>\n`,
    });
  });

  it('has the classes of security in %SYS only', () => {
    expect(session(['zn "USER"', 'write ##class(Security.System).Exists("SYSTEM")', 'halt']).text).toContain(
      '<CLASS DOES NOT EXIST> *Security.System',
    );
  });

  it.each([
    ['write 1+2*3', '9'],
    ['write \'0,\'1,-"3x",1_"a"', '10-31a'],
    ['write "say ""yes"""', 'say "yes"'],
    [`write "abc"["b","abc"'="abd",2>1`, '111'],
    ['if 0||1,1 { write "yes" } else { write "no" }', 'yes'],
    ['if 0 { write 1 } elseif 1 { write 2 } else { write 3 }', '2'],
    ['if 0 write 1', ''],
    ['write:1=2 5 write:1 6', '6'],
    ['set (a,b)=3 write a+b', '6'],
    ['for i=1:1:5 write i quit:i=3', '123'],
    [
      'set p(2)="b",p(10)="c",p("a")="d" set k="" for  set k=$order(p(k)) quit:k=""  write k,"=",p(k),";"',
      '2=b;10=c;a=d;',
    ],
    ['write $get(none,"f"),$data(none),$piece("a,b",",",2),$select(0:1,1:"s"),$length("abc")', 'f0bs3'],
    ['set $namespace="USER" write $namespace', 'USER'],
  ])('%s writes %s', (line, output) => {
    expect(said(line).replaceAll(/\n?\n(USER|%SYS)>/g, '')).toBe(output);
  });

  it('ends with the exit code that a script asks for', () => {
    expect(session(['if 0 do ##class(%SYSTEM.Process).Terminate(,1)', 'halt']).status).toBe(0);
    expect(session(['do ##class(%SYSTEM.Process).Terminate(,3)', 'write "never"']).status).toBe(3);
  });

  it('asks for a name when the system does not say who it is, and swallows the script', () => {
    const unknown = session([create, status], ['-I', '-s']);
    expect(unknown.text).toContain('Username: ');
    expect(unknown.text).not.toContain('RESULT');
    session([
      'set p("AutheEnabled")=32 do ##class(Security.Services).Modify("%Service_Terminal",.p)',
      'halt',
    ]);
    expect(session([create, status]).text).toContain('Username: ');
  });

  it('changes the section [Startup] of the parameter file and nothing else in it', () => {
    const { text } = session([
      'set p("WebServer")=0,p("WebServerName")="portal" write ##class(Config.Startup).Modify(.p),!',
      'do ##class(Config.Startup).Get(.q) write q("WebServer"),q("WebServerPort"),!',
      'set r("WebServerPort")="x" write +##class(Config.Startup).Modify(.r),!',
      'halt',
    ]);
    expect(text).toMatch(/\n1\n[^]*\n052773\n[^]*\n0\n/);
    expect(readFileSync(`${directory}/iris.cpf`, 'utf8')).toBe(
      '[Startup]\nWebServerName=portal\nWebServer=0\nWebServerPort=52773\n[Net]\nWebServer=7\n',
    );
  });
});
