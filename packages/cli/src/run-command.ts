import { ThreadlineError } from '@threadline/core'
import type { Command } from './commands/command.js'
import { consentExport } from './commands/consent-export.js'
import { contactsImport } from './commands/contacts-import.js'
import { doctor } from './commands/doctor.js'
import { manifest } from './commands/manifest.js'
import { migrate } from './commands/migrate.js'
import { note, print, type Terminal } from './terminal.js'

const commands: readonly Command[] = [doctor, contactsImport, consentExport, migrate, manifest]

/**
 * Runs one command of the command line, and says with which code the process shall end: 0 for well, 1 when it could not be
 * run, and whatever else the command's own help says.
 */
export async function runCommand(words: readonly string[], terminal: Terminal): Promise<number> {
  const command = commands.find(({ name }) => name.split(' ').every((word, at) => words[at] === word))
  if (!command) return showHelp(words, terminal)
  const rest = words.slice(command.name.split(' ').length)
  if (rest.includes('--help')) return showUsage(command, terminal)
  try {
    return await command.run(rest, terminal)
  } catch (error) {
    note(terminal, sentenceOf(error, command))
    return 1
  }
}

function showUsage({ help, name, usage }: Command, terminal: Terminal): number {
  print(terminal, `threadline ${name} ${usage}\n\n${help}`)
  return 0
}

function showHelp(words: readonly string[], terminal: Terminal): number {
  const isAsked = words.length === 0 || ['help', '--help', '-h'].includes(words[0] ?? '')
  const list = commands.map(({ name, summary }) => `  threadline ${name.padEnd(16)} ${summary}`).join('\n')
  const text = `${list}\n\nthreadline <command> --help says more. Settings come from the environment, or from a file .env.`
  if (isAsked) print(terminal, text)
  else note(terminal, `There is no such command.\n\n${text}`)
  return isAsked ? 0 : 1
}

/** Errors of others may carry credentials or people's data, so of those only the kind is shown. */
function sentenceOf(error: unknown, { name, usage }: Command): string {
  if (error instanceof ThreadlineError) return error.message
  if (!(error instanceof Error)) return 'The command failed.'
  const { code, path } = error as NodeJS.ErrnoException
  if (code?.startsWith('ERR_PARSE_ARGS_')) return `${error.message}\n\nthreadline ${name} ${usage}`
  if (path !== undefined) return `${fileProblems[code ?? ''] ?? 'It could not be used'}: ${path}`
  return `The command failed (${[error.name, code].filter(Boolean).join(' ')}).`
}

const fileProblems: Readonly<Record<string, string>> = {
  ENOENT: 'There is no such file or folder',
  EACCES: 'You may not open it',
  EISDIR: 'That is a folder',
  ENOSPC: 'There is no room left',
}
