// Runs the bundle that lies beside it, with the code that V8 has kept of an earlier run: half of what a start takes otherwise.
// With the argument `keep` it keeps that code, and ends. A copy of this file is made beside each bundle.
const { existsSync, readFileSync, writeFileSync } = require('node:fs')
const { wrap } = require('node:module')
const { join } = require('node:path')
const { constants, Script } = require('node:vm')

const filename = join(__dirname, 'bundle.cjs')
const kept = `${filename}.code`
// esbuild writes nothing but ASCII, which takes half the memory when it is read as such.
const script = new Script(wrap(readFileSync(filename, 'latin1')), {
  filename,
  cachedData: existsSync(kept) ? readFileSync(kept) : undefined,
  importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
})
script.runInThisContext().call(exports, exports, require, module, filename, __dirname)

if (process.argv.includes('keep')) {
  void module.exports.ready.then(() => {
    writeFileSync(kept, script.createCachedData())
    process.exit()
  })
}
