// What runs, out of src: each entry as one file, and what several of them need in others. Finding, reading and compiling a file takes Node as
// long as running it, so that two dozen files took 6 ms longer to load. Types are tsc's.
const ENTRIES = ['index', 'fetch', 'axios', 'express', 'fastify', 'web']

const entries = extension => Object.fromEntries(ENTRIES.map(name => [name, `src/${name}.${extension}`]))

/** rolldown lets files share by getters, in case something changes later. Nothing does, and seventy getters take a tenth of loading. */
const withoutGetters = {
  name: 'without-getters',
  renderChunk: code =>
    code.replace(/Object\.defineProperty\(exports, ['"](\w+)['"], \{\s+enumerable: true,\s+get: function ?\(\) \{\s+return (\w+);\s+\}\s+\}\);/g, 'exports.$1 = $2;')
}

export default [
  {
    input: entries('ts'),
    platform: 'node',
    // The native module's packages, and the one framework that is loaded.
    external: [/^paysig-/, 'axios'],
    plugins: [withoutGetters],
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
      // In a file of its own, and so one class for all entries. What only clients or webhooks share makes files by itself.
      codeSplitting: { groups: [{ name: 'core', test: /src.(?!clients|webhooks)/, minShareCount: 2 }] }
    }
  },
  {
    input: entries('mts'),
    platform: 'node',
    external: /\.js$/,
    output: { dir: 'dist', format: 'es', entryFileNames: '[name].mjs' }
  }
]
