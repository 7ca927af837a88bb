import { isObject } from '../api/arguments.js'
import { isVisibleFile } from '../api/visible-file.js'
import type { Problem } from '../blocks/schema.js'
import { refusal } from '../blocks/validate.js'
import type { Context } from '../context.js'
import { extensionOf } from '../state/mimetypes.js'

/** Kinds of files an image block can show. https://docs.slack.dev/reference/block-kit/composition-objects/slack-file-object */
const shown = ['png', 'jpg', 'jpeg', 'gif']

/**
 * Checks the files that image blocks and elements show: they are there, the app sees them, Slack is through with them,
 * and they are pictures.
 *
 * @throws SlackFailure with this code
 */
export function checkSlackFiles(context: Context, blocks: unknown, at: string, code: string): void {
  const problems = find(context, blocks, at)
  if (problems.length > 0) throw refusal(code, problems)
}

function find(context: Context, value: unknown, at: string): readonly Problem[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => find(context, item, `${at}/${index}`))
  if (!isObject(value)) return []
  const own = isObject(value['slack_file']) ? problemOf(context, value['slack_file'], `${at}/slack_file`) : []
  return [...own, ...Object.entries(value).flatMap(([name, held]) => find(context, held, `${at}/${name}`))]
}

function problemOf(context: Context, { id, url }: Record<string, unknown>, at: string): readonly Problem[] {
  const fileId = typeof id === 'string' ? id : /-(F\w+)\//.exec(String(url))?.[1]
  const file = context.state.file(fileId ?? '')
  const isReady = file && !file.isDeleted && file.mimetype !== '' && isVisibleFile(context, file)
  if (isReady && shown.includes(extensionOf(file.name))) return []
  return [{ at, message: 'invalid slack file' }]
}
