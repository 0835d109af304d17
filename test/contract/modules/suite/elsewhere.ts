/** Modules that the contract is not held to by its suite, each with the reason. */
export const elsewhere: Readonly<Record<string, string>> = {
  assert: 'changes nothing, and shows no state',
  command: 'runs what it is given: only its author knows what that changes',
  compile: 'has tests of its own, with a real compiler',
  download: 'has tests of its own, with real servers and archives',
  facts: 'changes nothing',
  fail: 'changes nothing: it only fails',
  httpProbe: 'changes nothing, and is answered by a server',
  packages: 'has tests of its own, with the real package managers',
  pause: 'changes nothing: it waits',
  probe: 'changes nothing',
  reboot: 'has tests of its own, on a host that restarts',
  script: 'runs what it is given: only its author knows what that changes',
  shell: 'runs what it is given: only its author knows what that changes',
  tempDir: 'makes another directory in each run',
  tlsProbe: 'changes nothing, and is answered by a server',
  waitFor: 'changes nothing: it waits',
};
