import type { Message } from '../domain/message.js'
import { outboundFileName } from '../domain/outbound-file.js'
import { fileAddress } from '../flows/files/file-address.js'
import type { Flow } from '../flows/flow.js'
import type { OutboundMedia } from '../ports/sms-provider.js'

/** What goes along with a text that is about to leave, as its provider gets it: addresses that are good from now on. */
export async function outboundMedia(flow: Flow, { files = [], id }: Message): Promise<readonly OutboundMedia[]> {
  const media: OutboundMedia[] = []
  for (const file of files) {
    if (file.isLinked) continue
    const url = await fileAddress(flow, 'send', id, file)
    media.push({ url, contentType: file.contentType, fileName: outboundFileName(file) })
  }
  return media
}
