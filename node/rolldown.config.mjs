// What runs, out of src: each entry as one file, and all that two of them need in another. Finding, reading and compiling a file takes Node as
// long as running it, so that two dozen files took 6 ms longer to load. Types are tsc's.
const ENTRIES = ['index', 'fetch', 'axios', 'express', 'fastify', 'web']

const entries = extension => Object.fromEntries(ENTRIES.map(name => [name, `src/${name}.${extension}`]))

export default [
  {
    input: entries('ts'),
    platform: 'node',
    // The native module's packages, and the one framework that is loaded.
    external: [/^paysig-/, 'axios'],
    output: {
      dir: 'dist',
      cleanDir: true,
      format: 'cjs',
      esModule: true,
      strict: true,
      // They are in the types.
      comments: { jsdoc: false },
      generatedCode: { symbols: false },
      entryFileNames: '[name].js',
      chunkFileNames: '[name].js',
      // One file for both module systems, and so one class for whoever imports and whoever requires.
      codeSplitting: { groups: [{ name: 'core', minShareCount: 2 }] }
    }
  },
  {
    input: entries('mts'),
    platform: 'node',
    external: /\.js$/,
    output: { dir: 'dist', format: 'es', entryFileNames: '[name].mjs' }
  }
]
