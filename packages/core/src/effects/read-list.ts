import type { Failure } from '../domain/failure.js'
import { channelLane } from '../domain/lane.js'
import { listRows, listText } from '../flows/broadcasts/list-rows.js'
import { largestList, noFilesHere, showPreview, takeList } from '../flows/broadcasts/take-list.js'
import type { Flow } from '../flows/flow.js'
import { broadcastPreviewForm } from '../flows/forms/broadcast-preview.js'
import { noticeForm } from '../flows/forms/notice.js'
import type { ChatFiles } from '../ports/chat-files.js'
import { fetchWhole } from './fetch-whole.js'
import { thenRecord, type Prepare, type StepOutcome } from './step.js'

/** Somebody looks at a window all the while. */
const giveUpAfterMs = 60_000

/** Reads a list that somebody has put into the form of a broadcast: nobody is on it twice, however often it is read. */
export const prepareReadList: Prepare<'read-list'> = async (flow, effect, { chat }, entry) => {
  const broadcast = await flow.tx.broadcasts.peek(effect.broadcastId)
  const { files } = chat
  if (broadcast?.status !== 'draft') return undefined
  if (!files) {
    await showPreview(flow, effect, { problem: noFilesHere })
    return undefined
  }
  return {
    async call() {
      const text = await textOf(flow, files, effect.fileId)
      if (typeof text === 'object') return text
      const rows = await listRows(text)
      return { type: 'done', value: (recording) => takeList(recording, effect, rows) }
    },
    whenUnknown: 'repeat',
    giveUpAt: new Date(entry.createdAt.getTime() + giveUpAfterMs),
    async refused(recording, failure) {
      await showPreview(recording, effect, { problem: `The file cannot be read. ${detailOf(failure)}` })
      return 'drop'
    },
  }
}

const detailOf = ({ category, code, detail }: Failure): string => detail ?? `It was refused (${code ?? category}).`

async function textOf({ workspaceId }: Flow, files: ChatFiles, fileId: string): Promise<string | StepOutcome> {
  const fetched = await fetchWhole(files, workspaceId, fileId, largestList)
  return fetched.type === 'done' ? (listText(fetched.value) ?? notUtf8) : fetched
}

const notUtf8: StepOutcome = {
  type: 'refused',
  retryable: false,
  failure: { category: 'media', detail: 'It is not in UTF-8. In a spreadsheet, save it as “CSV UTF-8”.' },
}

/** Shows it in the window of whoever waits; when that is closed by then, they are told where to go on. */
export const prepareShowPreview: Prepare<'show-preview'> = async (flow, effect, { chat }, entry) => {
  const { broadcastId, formId, memberId, problem } = effect
  const broadcast = await flow.tx.broadcasts.peek(broadcastId)
  const line = broadcast && flow.lines.find(broadcast.lineId)
  if (broadcast?.status !== 'draft' || !line) return undefined
  const form = problem === undefined ? await broadcastPreviewForm(flow, broadcast, line, effect) : noticeForm(problem)
  return {
    call: () => thenRecord(chat.openForm(flow.workspaceId, { type: 'instead', formId }, form), async () => {}),
    whenUnknown: 'repeat',
    giveUpAt: new Date(entry.createdAt.getTime() + giveUpAfterMs),
    async refused(recording) {
      const { channel } = line
      await recording.enqueue(channelLane(channel), { type: 'whisper', channel, memberId, text: windowClosed })
      return 'drop'
    },
  }
}

const windowClosed =
  'The list of your broadcast was read, and its window was closed by then, so nothing was sent. Open 📣 Broadcast again.'
