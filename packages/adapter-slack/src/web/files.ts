import type { ChatFiles, ChatOutcome, FileToShare, PostTarget } from '@threadline/core'
import { contactName } from '../blocks/index.js'
import { refused, unknownOutcome, type Failed } from '../errors.js'
import { listOf, objectOf, textOf, type JsonObject } from '../json.js'
import type { Settings } from '../options.js'
import { safeName } from '../text/index.js'
import { readAddress } from './read-address.js'
import { fileInfo, readFile } from './read-file.js'
import { findMessage, type FindDependencies } from './find.js'
import { upload } from './upload.js'

/**
 * Files in Slack. Uploading takes three calls, and only the last one shares: whatever happens before it has not happened
 * for anybody.
 *
 * @see https://docs.slack.dev/messaging/working-with-files
 */
export function createFiles(deps: FindDependencies, settings: Settings): ChatFiles {
  return {
    async share(workspaceId, file, until) {
      const channel = await deps.channelId(workspaceId, placeOf(file.target))
      if (channel.type !== 'done') return notShared(channel)
      const uploaded = await uploadFile(deps, settings, workspaceId, file)
      if (uploaded.type !== 'done') return notShared(uploaded)
      if (deps.now() >= until) return tooLate
      return complete(deps, workspaceId, file, channel.value.id, uploaded.value)
    },
    async find(workspaceId, { reference, target }, startedAt) {
      const isWanted = (message: JsonObject) => hasFile(message, reference)
      const found = await findMessage(deps, { workspaceId, target, startedAt, isWanted })
      return found.type === 'done' ? done : found
    },
    info: (workspaceId, fileId) => fileInfo(deps.call, workspaceId, fileId),
    fetch: (workspaceId, fileId, maxBytes) => readFile(deps.call, settings, workspaceId, fileId, maxBytes),
    fetchAddress: (url, maxBytes) => readAddress(url, maxBytes, settings),
  }
}

const done = { type: 'done', value: undefined } as const

const placeOf = ({ channel, thread }: PostTarget): string => thread?.channelId ?? channel

async function uploadFile(
  { call }: FindDependencies,
  settings: Settings,
  workspaceId: string,
  file: FileToShare,
): Promise<ChatOutcome<string>> {
  const args = { filename: fileName(file), length: file.content.length }
  const place = await call({ workspaceId, method: 'files.getUploadURLExternal', args })
  if (place.type !== 'done') return place
  const [id, url] = [textOf(place.value.file_id), textOf(place.value.upload_url)]
  if (!id || !url) return unknownOutcome('Slack did not say where to upload a file to.')
  const uploaded = await upload(settings, url, file.content)
  return uploaded.type === 'done' ? { type: 'done', value: id } : uploaded
}

/** Shares it. Neither a timestamp comes back nor does metadata go along, so the name carries our id; people read the title. */
async function complete(
  { call }: FindDependencies,
  workspaceId: string,
  file: FileToShare,
  channelId: string,
  fileId: string,
): Promise<ChatOutcome<undefined>> {
  const thread = file.target.thread?.messageId
  const outcome = await call({
    workspaceId,
    method: 'files.completeUploadExternal',
    args: {
      files: [{ id: fileId, title: partsOf(file.name).join('') }],
      channel_id: channelId,
      ...(thread === undefined ? {} : { thread_ts: thread }),
      ...(file.contact && { username: contactName(file.contact), icon_emoji: ':speech_balloon:' }),
    },
  })
  return outcome.type === 'done' ? done : outcome
}

/** `picture.jpg` and our id are `picture-<id>.jpg`. */
function fileName({ name, reference }: FileToShare): string {
  const [base, ending] = partsOf(name)
  return `${base}-${reference}${ending}`
}

/** A name as people can read it, of no more than ninety characters, and its ending as it is. */
function partsOf(name: string): readonly [base: string, ending: string] {
  const ending = /(?<=.)\.[A-Za-z0-9]{1,10}$/su.exec(name)?.[0] ?? ''
  return [safeName(name.slice(0, name.length - ending.length)) || 'file', ending]
}

function hasFile(message: JsonObject, reference: string): boolean {
  return listOf(message.files).some((file) => textOf(objectOf(file).name)?.includes(reference) === true)
}

/** Nothing was shared, so it may be done again. */
function notShared(failed: Failed): Failed {
  if (failed.type === 'refused') return failed
  return { type: 'refused', retryable: true, failure: failed.failure }
}

const tooLate: Failed = {
  ...refused('upload_too_slow', {
    category: 'platform-down',
    retryAfterMs: 5_000,
    detail: 'Uploading a file took so long that it was not shared.',
  }),
}
