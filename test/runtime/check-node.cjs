// Says what to do when npm's own Node is too old and none came with `npm ci`. Plain old JavaScript on purpose.
var parts = process.versions.node.split('.').map(Number);
if (parts[0] < 22 || (parts[0] === 22 && parts[1] < 18)) {
  console.error('Drover runs on Node 22.18 or newer; this is ' + process.versions.node + '.');
  console.error(
    '`npm ci` brings one along on Linux and Windows (an optional dependency). Elsewhere, install Node 24.',
  );
  process.exit(1);
}
