#!/usr/bin/env node
import { runCommand } from './run-command.js'
import { withEnvFile } from './settings/env-file.js'

const { stderr, stdout } = process
// Whoever reads the output may have read enough, as `head` does.
stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))
process.exitCode = await runCommand(process.argv.slice(2), { env: withEnvFile(process.env), stdout, stderr })
