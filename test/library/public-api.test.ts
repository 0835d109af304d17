import * as drover from 'drover';
import * as lab from 'drover/lab';
import * as modules from 'drover/modules';
import * as reporters from 'drover/reporters';
import { describe, expect, it } from 'vitest';

/** The names behind each door: the API changes only in a diff that somebody reads. */
describe('the public names', () => {
  it('of drover', () => {
    expect(Object.keys(drover).toSorted()).toMatchInlineSnapshot(`
      [
        "CancelledError",
        "CommandError",
        "ConnectionError",
        "DefinitionError",
        "DroverError",
        "NotConvergedError",
        "NothingMatchedError",
        "RefusedError",
        "Secret",
        "TimeoutError",
        "UsageError",
        "all",
        "attempts",
        "commandOf",
        "controllerQuery",
        "defineConfig",
        "defineModule",
        "dialogue",
        "each",
        "exitCodeOf",
        "group",
        "known",
        "lines",
        "loadInventory",
        "mapQuery",
        "play",
        "query",
        "reduce",
        "run",
        "sh",
        "transaction",
      ]
    `);
  });

  it('of drover/modules', () => {
    expect(Object.keys(modules).toSorted()).toMatchInlineSnapshot(`
      [
        "acl",
        "archive",
        "assemble",
        "assert",
        "authorizedKey",
        "blockInFile",
        "cert",
        "command",
        "compile",
        "copy",
        "cron",
        "debug",
        "download",
        "facts",
        "fail",
        "fetch",
        "file",
        "find",
        "firewall",
        "git",
        "hostname",
        "httpProbe",
        "iniFile",
        "kernelModule",
        "knownHost",
        "limits",
        "lineInFile",
        "locale",
        "mount",
        "npm",
        "packages",
        "pause",
        "pip",
        "probe",
        "reboot",
        "replace",
        "repository",
        "script",
        "selinux",
        "service",
        "setFact",
        "shell",
        "stat",
        "sudoers",
        "sysctl",
        "systemdUnit",
        "tempDir",
        "template",
        "timezone",
        "tlsProbe",
        "treeSwap",
        "trustedCa",
        "unarchive",
        "uri",
        "user",
        "userGroup",
        "waitFor",
      ]
    `);
  });

  it('of drover/reporters', () => {
    expect(Object.keys(reporters).toSorted()).toMatchInlineSnapshot(`
      [
        "diffLines",
        "evidence",
        "hostRanges",
        "htmlReporter",
        "isAtLeast",
        "jsonlReporter",
        "plainReporter",
        "printable",
        "reporterFor",
        "severities",
        "summary",
        "ttyReporter",
      ]
    `);
  });

  it('of drover/lab', () => {
    expect(Object.keys(lab).toSorted()).toMatchInlineSnapshot(`
      [
        "machineLab",
        "practiceDown",
        "practiceHosts",
        "practiceStatus",
        "practiceUp",
      ]
    `);
  });
});
