/** Node 22 has no `using`; what stands in for it is built in. */
const transform = { target: 'node22' };

/** A few large files instead of hundreds of small ones: a command starts in a third of the time. */
export default [
  {
    input: {
      index: 'src/index.ts',
      'modules/index': 'src/modules/index.ts',
      'reporters/index': 'src/reporters/index.ts',
      'lab/index': 'src/lab/index.ts',
      'lab/embedded/server': 'src/lab/embedded/server.ts',
      'cli/main': 'src/cli/main.ts',
    },
    platform: 'node',
    external: /^(?!\0|@oxc-project\/)[^./]/,
    transform,
    logLevel: 'warn',
    output: { dir: 'dist', format: 'esm', chunkFileNames: 'chunks/[name].js' },
  },
  {
    // Of the same reason: see src/cli/zod-in-one-file.ts.
    input: { zod: 'zod' },
    platform: 'node',
    transform,
    logLevel: 'warn',
    output: { dir: 'dist/cli', format: 'esm', minify: true },
  },
];
