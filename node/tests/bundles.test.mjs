// Programs that were bundled load paysig's native module out of its package, and nothing else that lies about.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { test } from 'node:test'
import { rolldown } from 'rolldown'
import install from '../scripts/installed.cjs'
import nativePath from '../scripts/native-path.cjs'

const PROGRAM = `
import { Signer } from 'paysig'
const { Merchant, Signature } = new Signer('solidgate/request', { publicKey: 'api_pk_1', secretKey: 'api_sk_1' }).sign({ body: new Uint8Array() })
console.log(Merchant, Signature.length)
`
const SIGNED = 'api_pk_1 172\n'

/** A project with a program that signs, bundled into the folder `x` of it; what runs the bundle. */
async function bundled (context, format, installed = true) {
  const project = mkdtempSync(join(realpathSync(tmpdir()), 'paysig-bundles-'))
  context.after(() => rmSync(project, { recursive: true }))
  install(project)
  writeFileSync(join(project, 'app.mjs'), PROGRAM)
  const bundle = await rolldown({ input: join(project, 'app.mjs'), platform: 'node', external: /^paysig-/ })
  const extension = format === 'esm' ? 'mjs' : 'cjs'
  await bundle.write({ dir: join(project, 'x'), format, entryFileNames: `app.${extension}` })
  await bundle.close()
  // What the bundle holds is not looked for elsewhere.
  rmSync(join(project, 'node_modules/paysig'), { recursive: true })
  if (!installed) for (const name of readdirSync(join(project, 'node_modules'))) rmSync(join(project, 'node_modules', name), { recursive: true })
  return { project, run: () => spawnSync(process.execPath, [`x/app.${extension}`], { cwd: project, encoding: 'utf8' }) }
}

/** A file that fails to load, as anybody could put it into a folder that several share. */
const plant = (directory, text = 'planted') => writeFileSync(join(directory, basename(nativePath)), text)

for (const format of ['cjs', 'esm']) {
  test(`a bundle (${format}) signs with the package for the platform, whatever lies beside it`, async context => {
    const { project, run } = await bundled(context, format)
    plant(project)
    plant(join(project, 'x'))
    assert.equal(run().stdout, SIGNED)
    // Not even where it passes for paysig's own folder.
    writeFileSync(join(project, 'package.json'), '{ "name": "paysig" }')
    const { stdout, stderr } = run()
    assert.equal(stdout, SIGNED, stderr)
  })

  test(`a bundle (${format}) without that package says so, and loads nothing that lies above it`, async context => {
    const { project, run } = await bundled(context, format, false)
    plant(project)
    for (const named of [undefined, '{}', '{ "name": "shop" }', 'null', 'no JSON']) {
      if (named !== undefined) writeFileSync(join(project, 'package.json'), named)
      const { status, stderr } = run()
      assert.equal(status, 1)
      assert.match(stderr, /paysig's native module for .* cannot be loaded\. npm installs it as the optional dependency paysig-/)
      assert.doesNotMatch(stderr, /invalid ELF|dlopen|ERR_DLOPEN_FAILED|__dirname is not defined/)
    }
  })
}

test('a native module of another version is refused', async context => {
  const { project, run } = await bundled(context, 'cjs')
  const [name] = readdirSync(join(project, 'node_modules'))
  const platform = join(project, 'node_modules', name)
  for (const [version, said] of [["() => '0.0.9'", '0.0.9'], ['undefined', 'unknown']]) {
    writeFileSync(join(platform, 'index.js'), `module.exports = { ...require('./${basename(nativePath)}'), version: ${version} }`)
    writeFileSync(join(platform, 'package.json'), JSON.stringify({ name, main: 'index.js' }))
    const { status, stderr } = run()
    assert.equal(status, 1)
    assert.ok(stderr.includes(`found the native module of version ${said}: install both in one version`), stderr)
  }
})

test('where paysig is built, what was built is loaded, and the package for the platform where there is one', context => {
  const project = mkdtempSync(join(realpathSync(tmpdir()), 'paysig-bundles-'))
  context.after(() => rmSync(project, { recursive: true }))
  install(project)
  const program = "require('paysig'); console.log(Object.keys(require.cache).filter(name => name.endsWith('.node')).join())"
  const loaded = () => {
    const { stdout, stderr } = spawnSync(process.execPath, ['-e', program], { cwd: project, encoding: 'utf8' })
    return stdout.trim() || stderr
  }
  const [file, modules] = [basename(nativePath), join(project, 'node_modules')]
  const name = file.replace(/^paysig\.(.+)\.node$/, 'paysig-$1')
  const platform = join(modules, name)
  assert.equal(loaded(), join(platform, file))
  plant(join(modules, 'paysig'))
  assert.equal(loaded(), join(platform, file))
  rmSync(platform, { recursive: true })
  assert.match(loaded(), /paysig[\\/]paysig\.[\w-]+\.node/, 'it is the one that is tried')
  // And this checkout, which has no such package.
  const here = spawnSync(process.execPath, ['-e', program], { cwd: new URL('..', import.meta.url), encoding: 'utf8' })
  assert.equal(here.stdout.trim(), nativePath, here.stderr)
})
